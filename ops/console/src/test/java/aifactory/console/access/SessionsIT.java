package aifactory.console.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.ConsoleBed;
import aifactory.console.ledger.Statements;
import aifactory.console.setting.ConsoleConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a browser's session is kept as.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class SessionsIT {
  private final Statements statements;

  SessionsIT(Statements statements) {
    this.statements = statements;
  }

  @Test
  void aSessionOfTheAdminEndsWithTheTokenThatOpenedIt() {
    Sessions before = sessions("the-token-so-far");
    Sessions after = sessions("the-token-from-now-on");
    String admins = before.open(new Identity(Caller.ADMIN, Role.ADMIN));
    String others = before.open(new Identity("account:kei", Role.OPERATOR));

    assertThat(sessions("the-token-so-far").identity(admins)).as("a restart").isPresent();
    assertThat(after.identity(admins)).isEmpty();
    assertThat(after.identity(others)).as("the token did not open it").isPresent();
  }

  @Test
  void aCookieOfAConsoleBehindTlsIsSentOverTlsOnly() {
    Response plain = signedIn(given());
    Response secure = signedIn(given().header("X-Forwarded-Proto", "https"));

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.header("Set-Cookie")).doesNotContainIgnoringCase("secure");
    assertThat(secure.header("Set-Cookie")).startsWith(Sessions.COOKIE).contains(";Secure");
    Response leaving =
        given()
            .redirects()
            .follow(false)
            .header("X-Forwarded-Proto", "https")
            .get("/api/session/account");
    assertThat(leaving.header("Set-Cookie")).contains(";Secure");
  }

  private static Response signedIn(RequestSpecification request) {
    return request
        .contentType(ContentType.JSON)
        .body(Map.of("token", ConsoleBed.TOKEN))
        .post("/api/session");
  }

  /// Those of a console that was started with this token, on the same database.
  private Sessions sessions(String token) {
    ConsoleConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ConsoleConfig.class)
            .withDefaultValue("console.admin-token", token)
            .build()
            .getConfigMapping(ConsoleConfig.class);
    return new Sessions(statements, new AdminToken(config), InstantSource.system());
  }
}
