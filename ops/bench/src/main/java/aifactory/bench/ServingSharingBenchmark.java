package aifactory.bench;

import aifactory.bench.CompletionClient.Took;
import aifactory.claim.Claim;
import aifactory.walk.LoneInference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How the clients of one service share it, with 125 million parameters: how long a prompt of 4,000
/// tokens lets another's next token wait, what a known beginning saves, and what a client with 32
/// questions costs one with a single one.
final class ServingSharingBenchmark implements Benchmark {
  private static final int LONG_PROMPT = 4000;
  private static final int PREFIX = 1000;
  private static final int TAIL = 8;
  private static final int CROWD = 32;
  private static final int SHORT_PROMPT = 64;
  private static final int MADE = 64;
  private static final double DELAY_BOUND_MILLIS = 150;
  private static final double PREFIX_BOUND = 0.10;
  private static final double CROWD_BOUND = 2;

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "serving", "numpy", "gguf", "llama-cpp-python");
    Path bundle = new ServingModels(root, peer).bundle(ServingShape.LONG, "int8");
    List<Double> delays = new ArrayList<>();
    List<Double> prefixes = new ArrayList<>();
    List<Double> crowds = new ArrayList<>();
    try (LoneInference inference = LoneInference.start(root, Map.of());
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
        CompletionClient one = new CompletionClient(inference.address(), "one");
        CompletionClient other = new CompletionClient(inference.address(), "other")) {
      inference.serve(bundle);
      RandomPrompts prompts = new RandomPrompts(ServingShape.LONG.vocabulary());
      one.ask(prompts.next(SHORT_PROMPT), MADE); // the first is slower: code and pages are new
      for (int run = 0; run < runs; run++) {
        delays.add(delay(others, one, other, prompts));
        prefixes.add(prefix(one, prompts));
        crowds.add(crowd(inference, others, one, other, prompts));
        System.err.printf(
            "delay %.0f ms, prefix %.3f, crowd %.2f%n",
            delays.getLast(), prefixes.getLast(), crowds.getLast());
      }
    }
    return List.of(
        Claim.of(
            "serving-sharing.longest-wait-beside-4000-tokens",
            "ms",
            DELAY_BOUND_MILLIS,
            true,
            delays),
        Claim.of(
            "serving-sharing.first-token-after-a-known-1000",
            "of the first time",
            PREFIX_BOUND,
            true,
            prefixes),
        Claim.of(
            "serving-sharing.first-token-beside-32-of-another",
            "x alone",
            CROWD_BOUND,
            true,
            crowds));
  }

  /// The longest gap in a text that is being made while somebody's long prompt is read.
  private static double delay(
      ExecutorService others, CompletionClient one, CompletionClient other, RandomPrompts prompts)
      throws IOException, InterruptedException {
    List<Integer> longPrompt = prompts.next(LONG_PROMPT);
    Future<Took> reading = others.submit(() -> other.ask(longPrompt, 1));
    Took text = one.ask(prompts.next(SHORT_PROMPT), MADE);
    result(reading);
    return text.gaps().stream().mapToDouble(gap -> gap).max().orElseThrow();
  }

  /// Time to the first token of a prompt whose first thousand tokens were read before, as a share
  /// of the time when they were not.
  private static double prefix(CompletionClient one, RandomPrompts prompts)
      throws IOException, InterruptedException {
    List<Integer> common = prompts.next(PREFIX);
    double unknown = one.ask(joined(common, prompts.next(TAIL)), 2).first();
    double known = one.ask(joined(common, prompts.next(TAIL)), 2).first();
    return known / unknown;
  }

  /// Time to the first token while another client has 32 texts made, over that when alone.
  private static double crowd(
      LoneInference inference,
      ExecutorService others,
      CompletionClient one,
      CompletionClient other,
      RandomPrompts prompts)
      throws IOException, InterruptedException {
    double alone = other.ask(prompts.next(SHORT_PROMPT), 2).first();
    List<Future<Took>> crowd = new ArrayList<>();
    for (int each = 0; each < CROWD; each++) {
      List<Integer> prompt = prompts.next(SHORT_PROMPT);
      crowd.add(others.submit(() -> one.ask(prompt, MADE)));
    }
    inference.awaitWaiting(CROWD / 2);
    double beside = other.ask(prompts.next(SHORT_PROMPT), 2).first();
    for (Future<Took> each : crowd) {
      result(each);
    }
    return beside / alone;
  }

  private static List<Integer> joined(List<Integer> head, List<Integer> tail) {
    List<Integer> all = new ArrayList<>(head);
    all.addAll(tail);
    return all;
  }

  private static void result(Future<Took> took) throws IOException, InterruptedException {
    try {
      took.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
