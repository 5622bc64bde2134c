package aifactory.launcher.node;

import aifactory.launcher.door.DoorClosedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/// What makes a home a worker's: where the factory's broker and registry are, and which node it is.
/// Kept in `worker.json` (mode 0600).
///
/// @param nodeId given at joining, the same for ever
public record Membership(String nodeId, String bootstrapServers, String registryUrl) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// The membership kept in a home, if it has joined.
  public static Optional<Membership> in(Path home) throws IOException {
    Path file = file(home);
    return Files.exists(file) ? Optional.of(of(JSON.readTree(file.toFile()))) : Optional.empty();
  }

  /// Joins a factory and keeps what it told.
  ///
  /// @param console address of its front door
  /// @throws DoorClosedException when it does not answer or says no
  public static Membership join(URI console, String token, Path home) throws IOException {
    JsonNode told = ask(console, token);
    Files.createDirectories(home);
    Path draft =
        Files.createTempFile(
            home,
            "worker",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, told.toPrettyString());
    Files.move(draft, file(home), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return of(told);
  }

  private static JsonNode ask(URI console, String token) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve("/api/bootstrap"))
            .timeout(LIMIT)
            .header("x-join-token", token)
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new DoorClosedException(body.path("detail").asText("status " + answer.statusCode()));
      }
      return body;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DoorClosedException("interrupted");
    }
  }

  private static Membership of(JsonNode told) {
    return new Membership(
        told.path("node_id").asText(),
        told.path("kafka_bootstrap_servers").asText(),
        told.path("schema_registry_url").asText());
  }

  private static Path file(Path home) {
    return home.resolve("worker.json");
  }
}
