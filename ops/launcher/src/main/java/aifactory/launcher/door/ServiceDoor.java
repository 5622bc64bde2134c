package aifactory.launcher.door;

import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// One service of the factory that runs on this machine, called as an administrator.
public final class ServiceDoor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  private final FactorySettings settings;
  private final Port port;

  private ServiceDoor(FactorySettings settings, Port port) {
    this.settings = settings;
    this.port = port;
  }

  /// The front door.
  public static ServiceDoor console(FactorySettings settings) {
    return new ServiceDoor(settings, Port.CONSOLE);
  }

  /// A service behind it.
  public static ServiceDoor of(FactorySettings settings, Port port) {
    return new ServiceDoor(settings, port);
  }

  /// Reads.
  ///
  /// @throws DoorClosedException when nothing answers or the answer is no
  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  /// Orders, with the admin token of this factory's home.
  ///
  /// @throws DoorClosedException when nothing answers or the answer is no
  public JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("x-admin-token", token())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.port(port) + path))
        .timeout(LIMIT);
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new DoorClosedException(refusal(answer));
      }
      return JSON.readTree(answer.body());
    } catch (ConnectException e) {
      throw new DoorClosedException(
          "the factory is not running (nothing answers on %s %d); start it with ./factory up"
              .formatted(port.setting(), settings.port(port)));
    } catch (IOException e) {
      throw new DoorClosedException(
          "no good answer from port %d: %s".formatted(settings.port(port), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorClosedException("interrupted");
    }
  }

  /// Errors come as RFC 9457 problems; `detail` says it in words.
  private static String refusal(HttpResponse<String> answer) {
    try {
      JsonNode problem = JSON.readTree(answer.body());
      String detail = problem.path("detail").asText(problem.path("title").asText(""));
      return detail.isBlank() ? "status " + answer.statusCode() : detail;
    } catch (IOException e) {
      return "status " + answer.statusCode();
    }
  }

  private String token() {
    String given = System.getenv("ADMIN_API_TOKEN");
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    Path file = settings.home().resolve("admin.token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new DoorClosedException(
          "cannot read the admin token " + file + "; has ./factory up run with this FACTORY_HOME?");
    }
  }
}
