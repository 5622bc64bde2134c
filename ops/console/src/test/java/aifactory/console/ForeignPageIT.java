package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any page that a browser on this machine shows can post here without being asked: it gets nothing
/// done.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class ForeignPageIT {
  private static final String EVIL = "https://evil.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/generate",
        "/api/chat",
        "/api/show",
        "/v1/chat/completions",
        "/v1/responses",
        "/api/session",
        "/api/control",
        "/api/nodes/cleanup-stale"
      })
  void aForeignPageGetsNothingDone(String path) {
    for (Map<String, String> headers :
        List.of(
            Map.of("Origin", EVIL),
            Map.of("Origin", "null"),
            Map.of("Origin", "http://127.0.0.1:" + (RestAssured.port + 1)),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site", "Origin", EVIL))) {
      Response refused = asking(path, headers);

      assertThat(refused.statusCode()).as("%s with %s", path, headers).isEqualTo(403);
      assertThat(refused.contentType()).startsWith("application/problem+json");
      assertThat(refused.<String>path("code")).isEqualTo("FOREIGN_PAGE");
    }
  }

  /// 404 = asked of inference, of which the tests' one has no such route.
  @ParameterizedTest
  @ValueSource(strings = {"/api/generate", "/api/chat", "/v1/chat/completions"})
  void ourOwnPagesAndClientsThatAreNoBrowserPass(String path) {
    String own = "http://127.0.0.1:" + RestAssured.port;
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Origin", own),
            Map.of("Sec-Fetch-Site", "same-origin", "Origin", own),
            Map.of("Sec-Fetch-Site", "none"))) {
      assertThat(asking(path, headers).statusCode())
          .as("%s with %s", path, headers)
          .isEqualTo(path.startsWith("/v1") ? 200 : 404);
    }
    assertThat(FakeInference.ORIGIN.get()).as("inference has another address").isEmpty();
  }

  @Test
  void nobodyIsSignedInOrOrdersInTheNameOfSomebodyElse() {
    Response opened =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("token", ConsoleBed.TOKEN))
            .post("/api/session");
    RequestSpecification inSession =
        given()
            .cookie("factory_session", opened.cookie("factory_session"))
            .header("x-csrf-token", opened.<String>path("csrf_token"))
            .contentType(ContentType.JSON)
            .header("Origin", EVIL);

    inSession.delete("/api/session").then().statusCode(403);
    given().header("Origin", EVIL).get("/api/nodes").then().statusCode(200);
    assertThat(
            given()
                .header("x-admin-token", ConsoleBed.TOKEN)
                .get("/api/audit?path=/api/session&limit=1")
                .<Integer>path("entries[0].status"))
        .isEqualTo(403);
  }

  private static Response asking(String path, Map<String, String> headers) {
    return given().contentType(ContentType.TEXT).headers(headers).body("{}").post(path);
  }
}
