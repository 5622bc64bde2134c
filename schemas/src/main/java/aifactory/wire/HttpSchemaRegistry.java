package aifactory.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.RetriableException;

/// A registry with Confluent's REST API (Apicurio's `/apis/ccompat/v7`, Confluent's own).
final class HttpSchemaRegistry implements SchemaRegistry {
  private static final Map<String, HttpSchemaRegistry> BY_URL = new ConcurrentHashMap<>();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 5;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private HttpSchemaRegistry(String url) {
    this.url = url;
  }

  static HttpSchemaRegistry at(String url) {
    return BY_URL.computeIfAbsent(url, HttpSchemaRegistry::new);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(
        subject + " " + schema.getFullName(), ignored -> register(subject, schema));
  }

  @Override
  public Schema schemaOf(int id) {
    return schemas.computeIfAbsent(id, this::fetch);
  }

  private int register(String subject, Schema schema) {
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    JsonNode answer =
        exchange(
            request("/subjects/" + subject + "/versions")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    int id = answer.path("id").asInt();
    schemas.put(id, schema);
    return id;
  }

  private Schema fetch(int id) {
    JsonNode answer = exchange(request("/schemas/ids/" + id).GET().build());
    return new Schema.Parser().parse(answer.path("schema").asText());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/vnd.schemaregistry.v1+json");
  }

  /// The registry may be restarting: connection failures and 5xx are tried again with doubled
  /// pauses; a refusal is final.
  private JsonNode exchange(HttpRequest request) {
    Exception last = null;
    Duration pause = Pause.FIRST;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == NOT_FOUND) {
          throw new UnreadableRecordException(
              "schema registry does not know " + request.uri().getPath(), null);
        }
        if (answer.statusCode() < SERVER_ERROR && answer.statusCode() >= 300) {
          throw new IllegalStateException(
              "schema registry refused %s: %d %s"
                  .formatted(request.uri(), answer.statusCode(), answer.body()));
        }
        if (answer.statusCode() < 300) {
          return JSON.readTree(answer.body());
        }
        last = new IOException("status " + answer.statusCode());
      } catch (IOException e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking the schema registry", e);
      }
      pause = Pause.then(pause);
    }
    throw new RegistryUnavailableException("schema registry does not answer at " + url, last);
  }

  /// The registry is away. Kafka's clients treat it as worth another try, never as a poison record.
  static final class RegistryUnavailableException extends RetriableException {
    RegistryUnavailableException(
        String message, @org.jspecify.annotations.Nullable Exception cause) {
      super(message, cause);
    }
  }
}
