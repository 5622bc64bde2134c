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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One client of `/v1/completions`, with streamed requests of tokens. Thread-safe.
final class CompletionClient implements AutoCloseable {
  /// `!` to `~` in the byte alphabet's order, behind four special tokens.
  private static final int FIRST_LETTER = 4;

  private static final int LAST_LETTER = 97;

  /// Only tokens that are a character each are made: half a character is held back until the other
  /// half has come, so that a gap between pieces would be one of several tokens.
  private static final Map<String, Integer> LETTERS =
      IntStream.rangeClosed(FIRST_LETTER, LAST_LETTER)
          .boxed()
          .collect(Collectors.toMap(String::valueOf, token -> 100));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI completions;
  private final String key;

  /// @param address of the server
  /// @param key by which the server tells clients apart
  CompletionClient(String address, String key) {
    this.completions = URI.create(address + "/v1/completions");
    this.key = key;
  }

  /// What one request took.
  ///
  /// @param first milliseconds from the request to the first piece of text
  /// @param gaps milliseconds between the pieces after it
  record Took(double first, List<Double> gaps) {}

  /// Asks for so many tokens after a prompt, the likeliest ones, and does not let the text end.
  Took ask(List<Integer> prompt, int tokens) throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("prompt", prompt);
    body.put("max_tokens", tokens);
    body.put("temperature", 0);
    body.put("stream", true);
    body.put("logit_bias", LETTERS);
    String json = CanonicalJson.write(body);
    try {
      return ask(json);
    } catch (IOException e) {
      // A server may close a connection that rested for some seconds in the moment it is used
      // again: that counts against nobody.
      if (String.valueOf(e.getMessage()).contains("received no bytes")) {
        return ask(json);
      }
      throw new IOException(completions + ": " + e.getMessage(), e);
    }
  }

  private Took ask(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(completions)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
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
    if (response.statusCode() != 200 || seen.indexOf("finish_reason") < 0) {
      throw new IOException(response.statusCode() + " " + seen);
    }
    if (pieces.isEmpty()) { // bytes that never became a character: the end is all there was to see
      pieces.add(System.nanoTime());
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

  @Override
  public void close() {
    http.close();
  }
}
