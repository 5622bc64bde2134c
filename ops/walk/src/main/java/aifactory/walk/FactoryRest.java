package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The factory's REST interface, as a client sees it through the front door.
final class FactoryRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final String adminToken;
  private final String apiKey;

  FactoryRest(String base, String adminToken) {
    this(base, adminToken, "");
  }

  private FactoryRest(String base, String adminToken, String apiKey) {
    this.base = base;
    this.adminToken = adminToken;
    this.apiKey = apiKey;
  }

  /// The same, with an API key.
  FactoryRest as(String key) {
    return new FactoryRest(base, adminToken, key);
  }

  /// An answer: status and body, the body as JSON where it is JSON.
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + body, e);
      }
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /// Posts JSON as an administrator.
  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("x-admin-token", adminToken)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// Asks the chat a question and returns the whole answer object.
  Answer ask(String question) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("model", "production")
            .put("max_tokens", 64)
            .set(
                "messages",
                JSON.createArrayNode()
                    .add(JSON.createObjectNode().put("role", "user").put("content", question)))
            .toString();
    return post("/v1/chat/completions", body);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
    return apiKey.isEmpty() ? request : request.header("X-API-Key", apiKey);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }
}
