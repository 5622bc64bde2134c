package aifactory.inference;

import static aifactory.inference.RunningService.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import aifactory.event.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is refused, by which name.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
class RefusalsIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final String CHAT_BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}";
  private static final String GENERATE =
      "{\"prompt\":\"A page\",\"rag\":false,\"extractive\":false,\"temperature\":0,\"max_tokens\":20%s}";

  private RunningService service;

  @BeforeEach
  void begin() {
    service = new RunningService(RestAssured.port);
    RunningService.await(() -> service.got("/api/inference").path("ready").asBoolean());
    service.serve("production", TinyBundle.publish(RunningService.modelStore()));
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void badRequestsAreRefusedByName() {
    for (String path : List.of(CHAT, "/v1/completions", "/api/generate")) {
      for (String body : List.of("", "{", "[1]", "null", "\"x\"", "{\"a\":1} x", "\u0000\uFFFF")) {
        assertError(service.post(path, body), 400, "malformed_json");
      }
    }
    for (int tokens : new int[] {0, 257, -1}) {
      String body = "{\"prompt\":\"x\",\"max_tokens\":%d}".formatted(tokens);
      assertError(service.post("/api/generate", body), 400, "invalid_value");
    }
    for (String options :
        List.of(
            ",\"temperature\":3",
            ",\"temperature\":\"hot\"",
            ",\"max_tokens\":0",
            ",\"max_tokens\":1.5",
            ",\"top_p\":0",
            ",\"n\":0",
            ",\"n\":9",
            ",\"top_logprobs\":2",
            ",\"logit_bias\":{\"x\":1}",
            ",\"stop\":[1]",
            ",\"seed\":\"x\"",
            ",\"stream\":1")) {
      assertError(service.post(CHAT, CHAT_BODY.formatted("x", options)), 400, "invalid_value");
    }
    assertError(service.post(CHAT, "{\"messages\":[]}"), 400, "invalid_value");
    assertError(service.post(CHAT, "{\"messages\":[1]}"), 400, "invalid_value");
    assertError(
        service.post(CHAT, CHAT_BODY.formatted("x", ",\"model\":\"gpt-9\"")),
        404,
        "model_not_found");
    String longPrompt = "{\"prompt\":\"%s\"}".formatted("word ".repeat(200));
    assertError(service.post("/v1/completions", longPrompt), 400, "context_length_exceeded");
    assertError(service.send("GET", "/api/retrieve", ""), 400, "invalid_value");
    assertError(service.send("GET", "/api/retrieve?q=x&k=0", ""), 400, "invalid_value");
    assertError(service.send("GET", "/v1/models/nope", ""), 404, "model_not_found");
    assertThat(service.send("GET", CHAT, "").statusCode()).isEqualTo(405);
  }

  @Test
  void drainRefusesNewAnswersAndIgniteTakesThemAgain() {
    service.accept("http://stop.example.org/", "en", "Stop", "Okapis wait at the signal.");
    RunningService.await(() -> !service.hits("okapis").isEmpty());
    command(NodeAction.DRAIN);
    RunningService.await(() -> !service.got("/api/inference").path("running").asBoolean());
    HttpResponse<String> refused = service.post("/api/generate", GENERATE.formatted(""));
    assertError(refused, 503, "paused");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(service.hits("okapis")).as("search goes on").isNotEmpty();
    command(NodeAction.START);
    RunningService.await(() -> service.got("/api/inference").path("running").asBoolean());
    service.posted("/api/generate", GENERATE.formatted(""));
  }

  @Test
  void aRevokedKeyIsRefusedAndAnUnknownOnePasses() {
    service.producer.sendAndWait(
        Topics.ACCESS_KEYS,
        Sha256.hex("secret"),
        AccessKeyIssued.newBuilder()
            .setKeyHash(Sha256.hex("secret"))
            .setKeyId("k1")
            .setRole(Role.CLIENT)
            .setRevoked(true)
            .setIssuedAt(Instant.now())
            .build());
    RunningService.await(() ->
        service.send("GET", "/v1/models", "", "Authorization", "Bearer secret").statusCode()
            == 401);
    HttpResponse<String> passed =
        service.send("GET", "/v1/models", "", "Authorization", "Bearer whatever");
    assertThat(passed.statusCode()).isEqualTo(200);
  }

  /// Any page that a browser on this machine shows can post here: it gets nothing done.
  @Test
  void aForeignPageMakesTheModelDoNothing() {
    String own = "http://127.0.0.1:" + RestAssured.port;
    for (String path : List.of("/api/generate", "/api/chat", "/v1/completions", CHAT)) {
      for (String[] foreign :
          List.of(
              new String[] {"Origin", "https://evil.example"},
              new String[] {"Origin", "http://127.0.0.1:8000"},
              new String[] {"Sec-Fetch-Site", "same-site"})) {
        assertError(service.send("POST", path, "", foreign), 403, "foreign_page");
      }
      for (String[] ours :
          List.of(new String[] {"Origin", own}, new String[] {"Sec-Fetch-Site", "none"})) {
        assertError(service.send("POST", path, "", ours), 400, "malformed_json");
      }
    }
    assertThat(service.send("GET", "/v1/models", "", "Origin", "https://evil.example").statusCode())
        .as("what it cannot read")
        .isEqualTo(200);
  }

  @Test
  void aForeignNameThatWasMadeToLeadHereNeedsAKey() {
    for (String name : List.of("rebound.example", "localhost.rebound.example:8104")) {
      RestAssured.given()
          .header("Host", name)
          .get("/v1/models")
          .then()
          .statusCode(401)
          .body("error.code", org.hamcrest.Matchers.equalTo("invalid_api_key"));
    }
    RestAssured.given().header("Host", "localhost:8104").get("/v1/models").then().statusCode(200);
  }

  private void command(NodeAction action) {
    service.producer.sendAndWait(
        Topics.NODE_COMMANDS,
        "inference",
        NodeCommanded.newBuilder()
            .setCommandId("c-" + action)
            .setTarget("inference")
            .setAction(action)
            .setCommandedAt(Instant.now())
            .build());
  }
}
