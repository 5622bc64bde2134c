package aifactory.inference;

import static aifactory.inference.RunningService.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import aifactory.event.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who asks without a key has a limit, too.
@QuarkusTest
@QuarkusTestResource(FreshHome.class)
@TestProfile(RequestLimitsIT.Hurried.class)
class RequestLimitsIT {
  private static final int USUAL = 4;

  /// A service that is soon asked too often. Without an embedding model: the library that reads its
  /// words is loaded once per JVM, by the service of the other tests.
  public static final class Hurried implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("REQUESTS_PER_MINUTE", String.valueOf(USUAL), "inference.embedding-model", "");
    }
  }

  @Test
  void nobodyAndAKeyWithoutANumberMakeTheUsualNumber() {
    try (RunningService service = new RunningService(RestAssured.port)) {
      RunningService.await(() -> service.got("/api/inference").path("ready").asBoolean());
      for (int i = 0; i < USUAL; i++) {
        assertThat(service.send("GET", "/v1/models", "").statusCode()).isEqualTo(200);
      }
      assertTooFast(service.send("GET", "/v1/models", ""));
      assertTooFast(service.send("GET", "/v1/models", "", "Authorization", "Bearer made-up"));
      assertTooFast(service.post("/api/generate", "{}"));

      service.producer.sendAndWait(
          Topics.ACCESS_KEYS,
          Sha256.hex("usual"),
          AccessKeyIssued.newBuilder()
              .setKeyHash(Sha256.hex("usual"))
              .setKeyId("k2")
              .setRole(Role.CLIENT)
              .setIssuedAt(Instant.now())
              .build());
      RunningService.await(() -> withKey(service).statusCode() == 200);
      for (int i = 1; i < USUAL; i++) {
        assertThat(withKey(service).statusCode()).isEqualTo(200);
      }
      assertTooFast(withKey(service));
      service.got("/api/inference");
    }
  }

  private static HttpResponse<String> withKey(RunningService service) {
    return service.send("GET", "/v1/models", "", "X-API-Key", "usual");
  }

  private static void assertTooFast(HttpResponse<String> answer) {
    assertError(answer, 429, "too_many_requests");
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60 / USUAL);
  }
}
