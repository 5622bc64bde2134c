package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import aifactory.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may do what, on a console that shows nothing to strangers: every route of the OpenAPI
/// document by every role.
@QuarkusTest
@TestProfile(RoleMatrixIT.Closed.class)
final class RoleMatrixIT {
  private static final List<String> ROLES = List.of("CLIENT", "VIEWER", "OPERATOR", "ADMIN");

  /// What is not a read for viewers or an order for admins.
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("GET /api/session", "anybody"),
          Map.entry("POST /api/session", "anybody"),
          Map.entry("DELETE /api/session", "anybody"),
          Map.entry("GET /api/runtime-config", "anybody"),
          Map.entry("GET /api/session/account", "anybody"),
          Map.entry("GET /api/session/account/return", "anybody"),
          Map.entry("GET /api/bootstrap", "anybody"),
          Map.entry("GET /v1/models", "CLIENT"),
          Map.entry("POST /v1/chat/completions", "CLIENT"),
          Map.entry("POST /v1/completions", "CLIENT"),
          Map.entry("POST /v1/responses", "CLIENT"),
          Map.entry("POST /v1/embeddings", "CLIENT"),
          Map.entry("POST /v1/search", "CLIENT"),
          Map.entry("POST /api/generate", "CLIENT"),
          Map.entry("POST /api/chat", "CLIENT"),
          Map.entry("GET /api/retrieve", "CLIENT"),
          Map.entry("GET /api/tags", "CLIENT"),
          Map.entry("POST /api/show", "CLIENT"),
          Map.entry("POST /api/nodes/cleanup-stale", "OPERATOR"),
          Map.entry("GET /api/keys", "ADMIN"),
          Map.entry("GET /api/audit", "ADMIN"),
          Map.entry("GET /api/configuration", "ADMIN"),
          Map.entry("POST /api/control", "OPERATOR"),
          Map.entry("POST /api/nodes/control-all", "OPERATOR"),
          Map.entry("POST /api/nodes/{nodeId}/control", "OPERATOR"),
          Map.entry("POST /api/nodes/groups/{group}/control", "OPERATOR"),
          Map.entry("POST /api/sources", "OPERATOR"),
          Map.entry("POST /api/sources/{sourceId}/pause", "OPERATOR"),
          Map.entry("POST /api/sources/{sourceId}/resume", "OPERATOR"),
          Map.entry("POST /api/evals/run", "OPERATOR"),
          Map.entry("POST /api/training/jobs", "OPERATOR"),
          Map.entry("POST /api/training/jobs/{jobId}/cancel", "OPERATOR"),
          Map.entry("POST /api/migration/hf-train/run", "OPERATOR"),
          Map.entry("POST /api/migration/gguf-export/run", "OPERATOR"),
          Map.entry("POST /api/dead-letters/replay", "OPERATOR"),
          Map.entry("POST /api/policies/preview", "OPERATOR"));

  private static final String LIVE = "text/event-stream";

  private final HttpClient client = HttpClient.newHttpClient();

  /// A console that is not only for this machine.
  public static final class Closed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("console.open-reads", "0");
    }
  }

  @Test
  void everyRouteAsksForItsRole() throws Exception {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String role : ROLES) {
      keys.put(role, issued("matrix-" + role.toLowerCase(Locale.ROOT), role).path("key"));
    }
    Map<String, String> wrong = new TreeMap<>();
    int asked = 0;
    for (String route : routes()) {
      String read = route.startsWith("GET ") ? "VIEWER" : "ADMIN";
      String needed = OTHERWISE.getOrDefault(route, read);
      boolean open = needed.equals("anybody");
      int stranger = status(route, null);
      if (open == (stranger == 401)) {
        wrong.put(route + " by nobody", "answered " + stranger);
      }
      for (String role : ROLES) {
        boolean may = open || ROLES.indexOf(role) >= ROLES.indexOf(needed);
        int status = status(route, keys.get(role));
        if (may == (status == 403) || status == 401 || status >= 500) {
          wrong.put(route + " by " + role, "answered " + status);
        }
        asked++;
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(150);
    assertThat(routes()).as("routes named above").containsAll(OTHERWISE.keySet());
  }

  @Test
  void aKeyIsShownOnceRotatedExpiresAndIsRevoked() {
    try (Seen<AccessKeyIssued> told = new Seen<>(Topics.ACCESS_KEYS)) {
      Response issued = issued("life", "VIEWER");
      String key = issued.path("key");
      assertThat(key).startsWith("afe_").hasSizeGreaterThan(40);
      assertThat(seen(key)).isEqualTo(200);
      AccessKeyIssued event = told.first(each -> each.getKeyHash().equals(Sha256.hex(key)));
      assertThat(event.getRole().name()).isEqualTo("VIEWER");
      assertThat(event.toString()).doesNotContain(key);
      assertThat(admin().get("/api/keys?limit=500").asString())
          .contains("life")
          .doesNotContain(key)
          .doesNotContain(Sha256.hex(key));

      String next = admin().post("/api/keys/" + issued.path("key_id") + "/rotate").path("key");
      assertThat(seen(key)).isEqualTo(403);
      assertThat(seen(next)).isEqualTo(200);
      told.first(each -> each.getKeyHash().equals(Sha256.hex(key)) && each.getRevoked());
      String id = Sha256.hex(next).substring(0, 8);
      String cookie =
          given()
              .contentType(ContentType.JSON)
              .body(Map.of("token", next))
              .post("/api/session")
              .cookie("factory_session");
      given().cookie("factory_session", cookie).get("/api/datasets").then().statusCode(200);
      admin().post("/api/keys/" + id + "/revoke").then().statusCode(200);
      assertThat(seen(next)).isEqualTo(403);
      given().cookie("factory_session", cookie).get("/api/datasets").then().statusCode(401);
      admin().post("/api/keys/" + id + "/revoke").then().statusCode(409);
      admin().post("/api/keys/nobody/revoke").then().statusCode(404);
    }
    String brief =
        admin()
            .body(
                Map.of(
                    "name",
                    "brief",
                    "role",
                    "VIEWER",
                    "expires_at",
                    Instant.now().plusSeconds(2).toString()))
            .post("/api/keys")
            .path("key");
    assertThat(seen(brief)).isEqualTo(200);
    ConsoleIT.await(() -> seen(brief) == 403);
    admin()
        .body(Map.of("name", "x", "role", "VIEWER", "expires_at", "2001-01-01T00:00:00Z"))
        .post("/api/keys")
        .then()
        .statusCode(400);
    assertThat(admin().get("/api/audit?path=/api/keys").asString())
        .contains("admin", "/rotate", "/revoke");
  }

  @Test
  void aSessionNeedsItsProofAndEnds() {
    Response opened =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("token", ConsoleBed.TOKEN))
            .post("/api/session");
    assertThat(opened.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    String cookie = opened.cookie("factory_session");
    String proof = opened.path("csrf_token");
    assertThat(proof).doesNotContain(cookie);

    given().cookie("factory_session", cookie).get("/api/keys").then().statusCode(200);
    Response forged = inSession(cookie, "guessed").post("/api/control");
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.<String>path("code")).isEqualTo("PROOF_MISSING");
    inSession(cookie, proof).post("/api/control").then().statusCode(400);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("token", "not the token at all"))
        .post("/api/session")
        .then()
        .statusCode(403);
    inSession(cookie, proof).delete("/api/session").then().statusCode(200);
    given().cookie("factory_session", cookie).get("/api/keys").then().statusCode(401);
    given().cookie("factory_session", "made up").get("/api/status").then().statusCode(401);
  }

  /// @param address a loopback address of its own for each door
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "127.0.0.9, GET /api/keys, x-admin-token, 403",
    "127.0.0.10, GET /v1/models, Authorization, 401",
    "127.0.0.11, POST /api/session, body, 403",
    "127.0.0.12, GET /api/bootstrap, x-join-token, 403"
  })
  void whoGuessesIsNotHeardForAWhile(String address, String door, String place, int wrong)
      throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(from(address, door, place, "guess-" + i)).contains(" " + wrong + " ");
    }

    assertThat(from(address, door, place, ConsoleBed.TOKEN)).contains(" 429 ");
    assertThat(from(address, "GET /api/keys", "x-admin-token", ConsoleBed.TOKEN))
        .as("at any door")
        .contains(" 429 ");
    assertThat(from("127.0.0.1", "GET /api/keys", "x-admin-token", ConsoleBed.TOKEN))
        .contains(" 200 ");
  }

  @Test
  void aWorkerJoinsWithItsTokenOnceAndLearnsNothingOfTheDatabase() {
    Response made = admin().body(Map.of("minutes", 5)).post("/api/join-tokens");
    String token = made.path("token");
    assertThat(token).startsWith("afj_").hasSizeGreaterThan(40);

    Response told = given().header("x-join-token", token).get("/api/bootstrap");
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.<String>path("kafka_bootstrap_servers"))
        .isEqualTo(Testbed.attach().kafka().bootstrapServers());
    assertThat(told.<String>path("system_role")).isEqualTo("worker");
    assertThat(told.asString()).doesNotContainIgnoringCase("postgres").doesNotContain("password");
    given().header("x-join-token", token).get("/api/bootstrap").then().statusCode(403);
    Response audit = admin().get("/api/audit?path=/api/bootstrap&limit=2");
    assertThat(audit.<List<Integer>>path("entries.status")).containsExactly(403, 200);
    assertThat(audit.<List<String>>path("entries.actor"))
        .containsOnly("join:" + made.<String>path("token_id"));
    given().get("/api/bootstrap?token=" + token).then().statusCode(400);
    admin().body(Map.of("uses", 0)).post("/api/join-tokens").then().statusCode(400);
  }

  @Test
  void aKeyMakesItsRequestsPerMinuteAlsoInASession() {
    String key =
        admin()
            .body(Map.of("name", "slow", "role", "VIEWER", "requests_per_minute", 3))
            .post("/api/keys")
            .path("key");
    String cookie =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("token", key))
            .post("/api/session")
            .cookie("factory_session");
    assertThat(seen(key)).isEqualTo(200);
    given().cookie("factory_session", cookie).get("/api/datasets").then().statusCode(200);
    given().header("X-API-Key", key).get("/v1/models").then().statusCode(200);

    Response refused = given().header("X-API-Key", key).get("/api/datasets");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("code")).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    given().cookie("factory_session", cookie).get("/api/datasets").then().statusCode(429);
    assertThat(given().header("X-API-Key", key).get("/v1/models").header("Retry-After"))
        .isNotNull();
    assertThat(admin().get("/api/datasets").statusCode()).as("others").isEqualTo(200);
  }

  /// What is no resource of ours is behind the same door; health is for whoever watches the
  /// process.
  @Test
  void metricsAndTheDescriptionNeedARoleAndHealthDoesNot() {
    String client = issued("curious", "CLIENT").path("key");
    String viewer = issued("prometheus", "VIEWER").path("key");
    for (String path : List.of("/q/metrics", "/q/openapi", "/q/openapi?format=json")) {
      given().get(path).then().statusCode(401);
      given().header("X-API-Key", client).get(path).then().statusCode(403);
      given().header("X-API-Key", viewer).get(path).then().statusCode(200);
    }
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void aLiveStreamEndsWithItsKey() throws Exception {
    Response made = issued("listener", "VIEWER");
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/stream"))
            .header("X-API-Key", made.path("key"))
            .build();
    try (BufferedReader stream =
        new BufferedReader(
            new InputStreamReader(
                client.send(listen, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      assertThat(stream.readLine()).isNotNull();
      admin().post("/api/keys/" + made.path("key_id") + "/revoke").then().statusCode(200);
      while (stream.readLine() != null) {
        // what was under way, until the end
      }
    }
  }

  @Test
  void theModelIsAskedWithAnyKey() {
    String key = issued("asker", "CLIENT").path("key");

    given().get("/v1/models").then().statusCode(401);
    given().header("Authorization", "Bearer " + key).get("/v1/models").then().statusCode(200);
    assertThat(seen(key)).as("a client reads nothing else").isEqualTo(403);
    given().get("/").then().statusCode(200);
  }

  /// The first line of an answer to a secret that is presented from an address.
  ///
  /// @param place header that carries it; `body` for the body of a sign-in
  private static String from(String address, String door, String place, String secret)
      throws IOException {
    String body = place.equals("body") ? "{\"token\": \"%s\"}".formatted(secret) : "";
    String header =
        place.equals("body")
            ? "Content-Type: application/json\r\nContent-Length: " + body.length()
            : place + ": " + (place.equals("Authorization") ? "Bearer " : "") + secret;
    try (Socket socket =
        new Socket(
            InetAddress.getByName("127.0.0.1"),
            RestAssured.port,
            InetAddress.getByName(address),
            0)) {
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n%s\r\n\r\n%s"
                  .formatted(door, header, body)
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  private static io.restassured.specification.RequestSpecification inSession(
      String cookie, String proof) {
    return given()
        .cookie("factory_session", cookie)
        .header("x-csrf-token", proof)
        .contentType(ContentType.JSON)
        .body("{\"action\": ");
  }

  private static io.restassured.specification.RequestSpecification admin() {
    return given().header("x-admin-token", ConsoleBed.TOKEN).contentType(ContentType.JSON);
  }

  private static Response issued(String name, String role) {
    Response answer = admin().body(Map.of("name", name, "role", role)).post("/api/keys");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer;
  }

  private static int seen(String key) {
    return given().header("X-API-Key", key).get("/api/datasets").statusCode();
  }

  private static List<String> routes() {
    Map<String, Map<String, Object>> paths =
        admin().accept(ContentType.JSON).get("/q/openapi?format=json").path("paths");
    return paths.entrySet().stream()
        .flatMap(path ->
            path.getValue().keySet().stream()
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .toList();
  }

  /// What a route answers; orders carry a body that nobody can read, so nothing is done.
  private int status(String route, @Nullable String key) throws Exception {
    String[] parts = route.split(" ");
    String path = parts[1].replaceAll("\\{\\w+}", "n");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
            .method(
                parts[0],
                parts[0].equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{\"n\": "))
            .header("Content-Type", "application/json");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      // Left unread, every answer would be a reset stream, and the server breaks off whoever resets
      // several hundred a minute. The live stream never ends.
      if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(LIVE)) {
        body.readAllBytes();
      }
    }
    return answer.statusCode();
  }
}
