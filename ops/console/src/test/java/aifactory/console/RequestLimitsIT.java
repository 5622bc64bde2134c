package aifactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Everybody has a limit: keys, sessions, and nobody in particular by the address.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
@TestProfile(RequestLimitsIT.Hurried.class)
final class RequestLimitsIT {
  private static final int USUAL = 5;

  /// A console that is soon asked too often.
  public static final class Hurried implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("REQUESTS_PER_MINUTE", String.valueOf(USUAL));
    }
  }

  @Test
  void nobodyIsCountedByTheAddressOnEveryRouteOfTheInterface() throws Exception {
    for (int i = 0; i < 3 * USUAL; i++) { // what a page is made of is not counted
      assertThat(asked("127.0.0.7", "/").statusCode()).isEqualTo(200);
      assertThat(asked("127.0.0.7", "/js/shell.js").statusCode()).isEqualTo(200);
    }
    for (int i = 0; i < USUAL; i++) {
      String path = i % 2 == 0 ? "/api/nodes" : "/v1/models";
      assertThat(asked("127.0.0.7", path).statusCode()).isEqualTo(200);
    }

    for (String path : new String[] {"/api/nodes", "/v1/models", "/q/metrics"}) {
      assertTooFast(asked("127.0.0.7", path), "from your address");
    }
    assertThat(asked("127.0.0.7", "/").statusCode()).isEqualTo(200);
    assertThat(asked("127.0.0.7", "/q/health/live").statusCode()).isEqualTo(200);
    assertThat(asked("127.0.0.8", "/api/nodes").statusCode()).as("others").isEqualTo(200);
  }

  @Test
  void whatNobodyKnowsAsAKeyCountsByTheAddress() throws Exception {
    for (int i = 0; i < USUAL; i++) {
      HttpResponse<String> answer =
          asked("127.0.0.10", "/v1/models", "Authorization", "Bearer made-up-" + i);
      assertThat(answer.statusCode()).isEqualTo(200);
    }

    assertTooFast(
        asked("127.0.0.10", "/v1/models", "Authorization", "Bearer another"), "from your address");
  }

  @Test
  void aKeyHasItsOwnNumberOrElseTheUsualOne() throws Exception {
    String usual = issued(Map.of());
    String more = issued(Map.of("requests_per_minute", 3 * USUAL));
    for (int i = 0; i < USUAL; i++) {
      String path = i % 2 == 0 ? "/api/nodes" : "/v1/models";
      assertThat(asked("127.0.0.11", path, "X-API-Key", usual).statusCode()).isEqualTo(200);
    }
    for (int i = 0; i < 3 * USUAL; i++) {
      assertThat(asked("127.0.0.11", "/v1/models", "X-API-Key", more).statusCode()).isEqualTo(200);
    }

    for (String path : new String[] {"/api/nodes", "/v1/models"}) {
      assertTooFast(asked("127.0.0.12", path, "X-API-Key", usual), "with this key");
    }
    assertTooFast(asked("127.0.0.11", "/v1/models", "X-API-Key", more), "with this key");
    assertThat(asked("127.0.0.11", "/v1/models").statusCode()).as("the address").isEqualTo(200);
  }

  @Test
  void aSessionIsCountedAndTheAdminTokenIsNot() throws Exception {
    String cookie =
        RestAssured.given()
            .contentType(ContentType.JSON)
            .body(Map.of("token", ConsoleBed.TOKEN))
            .post("/api/session")
            .cookie("factory_session");
    for (int i = 0; i < USUAL; i++) {
      assertThat(
              asked("127.0.0.13", "/api/nodes", "Cookie", "factory_session=" + cookie).statusCode())
          .isEqualTo(200);
    }
    assertTooFast(
        asked("127.0.0.14", "/v1/models", "Cookie", "factory_session=" + cookie),
        "in this session");
    for (int i = 0; i < 3 * USUAL; i++) {
      assertThat(asked("127.0.0.13", "/api/nodes", "x-admin-token", ConsoleBed.TOKEN).statusCode())
          .isEqualTo(200);
    }
  }

  private static void assertTooFast(HttpResponse<String> answer, String whose) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("TOO_MANY_REQUESTS", "requests a minute " + whose);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60 / USUAL);
  }

  private static String issued(Map<String, Object> more) {
    Map<String, Object> order = new HashMap<>(more);
    order.put("name", "hurried");
    order.put("role", "VIEWER");
    Response answer =
        RestAssured.given()
            .header("x-admin-token", ConsoleBed.TOKEN)
            .contentType(ContentType.JSON)
            .body(order)
            .post("/api/keys");
    return answer.path("key");
  }

  private static HttpResponse<String> asked(String from, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
