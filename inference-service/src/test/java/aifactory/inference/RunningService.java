package aifactory.inference;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.DocumentAccepted;
import aifactory.inference.retrieve.Accepted;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/// The service under test as its neighbours see it: topics on one side, HTTP on the other.
final class RunningService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  final EventProducer producer = EventProducer.open(Testbed.attach().kafka(), "inference-it");
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  RunningService(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  static Path modelStore() {
    return Path.of(ConfigProvider.getConfig().getValue("inference.model-store", String.class));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address.resolve(path))
              .timeout(LIMIT)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body);
  }

  JsonNode posted(String path, String body) {
    HttpResponse<String> response = post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body());
  }

  JsonNode got(String path) {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body());
  }

  JsonNode hits(String question) {
    return got("/api/retrieve?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8))
        .path("hits");
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  DocumentAccepted accept(String url, String language, String title, String text) {
    DocumentAccepted document = Accepted.document(url, language, title, text);
    producer.sendAndWait(Topics.CORPUS_ACCEPTED, document.getDocumentId(), document);
    return document;
  }

  void move(String alias, String bundleId) {
    producer.sendAndWait(
        Topics.MODEL_ALIASES,
        alias,
        AliasMoved.newBuilder()
            .setAlias(alias)
            .setBundleId(bundleId)
            .setLocation(BundleLayout.location(bundleId))
            .setActor("test")
            .setMovedAt(Instant.now())
            .build());
  }

  /// Moves the alias and waits until the bundle serves; returns how long that took.
  Duration serve(String alias, String bundleId) {
    long begun = System.nanoTime();
    move(alias, bundleId);
    await(() ->
        got("/api/inference").path("slot").path("bundleId").asText().equals(bundleId)
            && got("/api/inference").path("slot_state").asText().equals("serving"));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited " + LIMIT).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  static void assertError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode body = json(response.body());
    JsonNode error = body.has("error") ? body.path("error") : body;
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Override
  public void close() {
    producer.close();
  }
}
