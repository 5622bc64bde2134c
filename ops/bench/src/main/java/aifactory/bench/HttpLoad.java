package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Clients of `/v1/completions`, each with one streamed request after the other. Every prompt is
/// another one, so that nothing can be remembered.
final class HttpLoad implements AutoCloseable {
  private static final int PROMPT_TOKENS = 64;
  private static final int MADE_TOKENS = 32;
  private static final int FIRST_ORDINARY_TOKEN = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final URI completions;
  private final int vocabulary;
  private final Random random = new Random(1);

  /// @param address of the server
  /// @param vocabulary tokens that it knows
  HttpLoad(String address, int vocabulary) {
    this.completions = URI.create(address + "/v1/completions");
    this.vocabulary = vocabulary;
  }

  /// What one request took.
  ///
  /// @param first milliseconds from the request to the first piece of text
  /// @param gaps milliseconds between the pieces after it
  private record Took(double first, List<Double> gaps) {}

  /// @param firstToken median milliseconds to the first token
  /// @param betweenTokens 99th percentile of the milliseconds between two tokens
  record Figures(double firstToken, double betweenTokens) {}

  /// Lets clients ask at once, each so often.
  Figures run(int count, int requestsEach) throws IOException, InterruptedException {
    List<Callable<List<Took>>> work = new ArrayList<>();
    for (int client = 0; client < count; client++) {
      List<String> bodies =
          Stream.generate(this::body).limit(requestsEach).toList(); // drawn by one thread
      work.add(() -> one(bodies));
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
        throw new IOException(completions + ": " + e.getCause(), e.getCause());
      }
    }
    return new Figures(at(first, 0.5), at(gaps, 0.99));
  }

  private List<Took> one(List<String> bodies) throws IOException, InterruptedException {
    List<Took> took = new ArrayList<>();
    for (String body : bodies) {
      took.add(askAgainIfClosed(body));
    }
    return took;
  }

  /// A server may close a connection that rested for some seconds in the moment it is used again:
  /// that counts against nobody.
  private Took askAgainIfClosed(String body) throws IOException, InterruptedException {
    try {
      return ask(body);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("received no bytes")) {
        return ask(body);
      }
      throw e;
    }
  }

  private Took ask(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(completions)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long begun = System.nanoTime();
    HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
    List<Long> pieces = new ArrayList<>();
    StringBuilder seen = new StringBuilder();
    try (Stream<String> lines = response.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        seen.append(pieces.isEmpty() ? line : "");
        if (line.startsWith("data: {") && isPiece(line.substring("data: ".length()))) {
          pieces.add(System.nanoTime());
        }
      }
    }
    if (response.statusCode() != 200 || pieces.isEmpty()) {
      throw new IOException(response.statusCode() + " " + seen);
    }
    List<Double> gaps = new ArrayList<>();
    for (int piece = 1; piece < pieces.size(); piece++) {
      gaps.add((pieces.get(piece) - pieces.get(piece - 1)) / 1e6);
    }
    return new Took((pieces.getFirst() - begun) / 1e6, gaps);
  }

  /// A token, and not the closing line, which carries none.
  private static boolean isPiece(String json) throws IOException {
    JsonNode choice = CanonicalJson.read(json, JsonNode.class).path("choices").path(0);
    return choice.path("finish_reason").isNull() || !choice.path("text").asText().isEmpty();
  }

  private String body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "prompt",
        IntStream.range(0, PROMPT_TOKENS)
            .map(place -> random.nextInt(FIRST_ORDINARY_TOKEN, vocabulary))
            .boxed()
            .toList());
    body.put("max_tokens", MADE_TOKENS);
    body.put("temperature", 0);
    body.put("stream", true);
    body.put("logit_bias", Map.of("0", -100, "1", -100, "2", -100)); // what ends a text
    return CanonicalJson.write(body);
  }

  private static double at(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
  }

  @Override
  public void close() {
    clients.close();
    http.close();
  }
}
