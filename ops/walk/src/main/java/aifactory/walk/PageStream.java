package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What an open page hears: the live stream, taken up again after a second whenever it ends, as
/// browsers do.
final class PageStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final String DATA = "data:";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final HttpRequest request;
  private final Thread thread = Thread.ofPlatform().name("page").daemon(true).unstarted(this::run);
  private volatile JsonNode factory = MissingNode.getInstance();
  private volatile boolean closing;

  PageStream(int port) {
    request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/stream?sections=factory".formatted(port)))
            .build();
    thread.start();
  }

  /// The newest picture of the factory.
  JsonNode factory() {
    return factory;
  }

  /// Forgets what was heard.
  void forget() {
    factory = MissingNode.getInstance();
  }

  /// Whether the newest picture says that orders go out and events come in.
  boolean isLive() {
    JsonNode now = factory;
    return now.path("capture").asBoolean() && now.path("intake").asBoolean();
  }

  private void run() {
    while (!closing) {
      try {
        hear();
      } catch (IOException e) {
        LockSupport.parkNanos(RECONNECT.toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void hear() throws IOException, InterruptedException {
    HttpResponse<java.io.InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null && !closing; line = lines.readLine()) {
        if (line.startsWith(DATA) && answer.statusCode() == 200) {
          factory = JSON.readTree(line.substring(DATA.length()));
        }
      }
    }
    throw new IOException("the stream has ended");
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    http.shutdownNow();
  }
}
