package aifactory.bench;

import aifactory.bench.CompletionClient.Took;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Clients of `/v1/completions`, each with one request after the other. Every prompt is another
/// one, so that nothing can be remembered.
final class HttpLoad implements AutoCloseable {
  private static final int PROMPT_TOKENS = 64;
  private static final int MADE_TOKENS = 32;

  private final CompletionClient client;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final RandomPrompts prompts;

  /// @param address of the server
  /// @param vocabulary tokens that it knows
  HttpLoad(String address, int vocabulary) {
    this.client = new CompletionClient(address, "load");
    this.prompts = new RandomPrompts(vocabulary);
  }

  /// @param firstToken median milliseconds to the first token
  /// @param betweenTokens 99th percentile of the milliseconds between two tokens
  record Figures(double firstToken, double betweenTokens) {}

  /// Lets clients ask at once, each so often.
  Figures run(int count, int requestsEach) throws IOException, InterruptedException {
    List<Callable<List<Took>>> work = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      List<List<Integer>> own = // drawn by one thread
          Stream.generate(() -> prompts.next(PROMPT_TOKENS)).limit(requestsEach).toList();
      work.add(() -> oneAfterTheOther(own));
    }
    List<Double> first = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    for (Future<List<Took>> each : clients.invokeAll(work)) {
      try {
        for (Took took : each.get()) {
          first.add(took.first());
          gaps.addAll(took.gaps());
        }
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
    return new Figures(at(first, 0.5), at(gaps, 0.99));
  }

  private List<Took> oneAfterTheOther(List<List<Integer>> own)
      throws IOException, InterruptedException {
    List<Took> took = new ArrayList<>();
    for (List<Integer> prompt : own) {
      took.add(client.ask(prompt, MADE_TOKENS));
    }
    return took;
  }

  private static double at(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
  }

  @Override
  public void close() {
    clients.close();
    client.close();
  }
}
