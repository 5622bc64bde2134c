package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The right to a live stream is looked at again and again; that is no guess at a key.
@QuarkusTest
@TestProfile(RoleMatrixIT.Closed.class)
final class LiveStreamsIT {
  private static final int MORE_THAN_WRONG_TOKENS_A_MINUTE = 25;

  /// The right is looked at every five seconds, and this section comes every second.
  private static final int PICTURES_UNTIL_LOOKED_AT = 8;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void manyStreamsOfOneRevokedKeyEndAndNobodyElses() throws Exception {
    Response leaving = issued("leaving");
    String staying = issued("staying").path("key");
    AtomicInteger pictures = new AtomicInteger();
    List<BufferedReader> ending = new ArrayList<>();
    try (BufferedReader going = stream(staying)) {
      Thread.startVirtualThread(() ->
          going
              .lines()
              .filter(line -> line.startsWith("event:") && line.endsWith("factory"))
              .forEach(line -> pictures.incrementAndGet()));
      for (int i = 0; i < MORE_THAN_WRONG_TOKENS_A_MINUTE; i++) {
        ending.add(stream(leaving.path("key")));
      }
      admin().post("/api/keys/" + leaving.path("key_id") + "/revoke").then().statusCode(200);
      for (BufferedReader each : ending) {
        assertThat(each.readLine()).isNotNull();
        while (each.readLine() != null) {
          // what was under way, until the end
        }
      }

      int whenTheyEnded = pictures.get();
      ConsoleIT.await(() -> pictures.get() >= whenTheyEnded + PICTURES_UNTIL_LOOKED_AT);
    } finally {
      for (BufferedReader each : ending) {
        each.close();
      }
    }
  }

  private BufferedReader stream(String key) throws IOException, InterruptedException {
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/stream"))
            .header("X-API-Key", key)
            .build();
    HttpResponse<InputStream> answer =
        client.send(listen, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static Response issued(String name) {
    return admin().body(Map.of("name", name, "role", "VIEWER")).post("/api/keys");
  }

  private static RequestSpecification admin() {
    return given().header("x-admin-token", ConsoleBed.TOKEN).contentType(ContentType.JSON);
  }
}
