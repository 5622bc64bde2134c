package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.FakeAccounts.Mood;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Signing in with an account of an OpenID Connect provider.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class AccountIT {
  private static final String COOKIE = "factory_sign_in";

  @AfterEach
  void honestAgain() {
    FakeAccounts.MOOD.set(Mood.HONEST);
  }

  /// The browser's way: to the provider, and back with a code.
  ///
  /// @param cookie what the console gave the browser on the way out
  private record Way(String cookie, String back) {
    static Way out() {
      Response left = given().redirects().follow(false).get("/api/session/account");
      assertThat(left.statusCode()).isEqualTo(303);
      assertThat(left.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
      String back =
          given()
              .redirects()
              .follow(false)
              .urlEncodingEnabled(false)
              .get(left.header("Location"))
              .header("Location");
      return new Way(left.cookie(COOKIE), back);
    }

    Response back(String cookie) {
      return given().cookie(COOKIE, cookie).urlEncodingEnabled(false).get(back);
    }
  }

  @Test
  void anAccountOpensASessionWithItsHighestRole() {
    assertThat(given().get("/api/session").jsonPath().getBoolean("accounts")).isTrue();
    Way way = Way.out();
    Response returned = way.back(way.cookie());

    assertThat(returned.statusCode()).as(returned.asString()).isEqualTo(200);
    assertThat(returned.headers().getValues("Set-Cookie"))
        .anyMatch(each -> each.startsWith("factory_session") && each.contains("SameSite=Strict"));
    String session = returned.cookie("factory_session");
    Response who = given().cookie("factory_session", session).get("/api/session");
    assertThat(who.<String>path("actor")).isEqualTo("account:kei");
    assertThat(who.<String>path("role")).isEqualTo("OPERATOR");
    assertThat(who.<String>path("csrf_token")).isNotEmpty();

    assertThat(way.back(way.cookie()).statusCode()).as("the code again").isEqualTo(502);
  }

  @Test
  void anotherBrowsersSignInIsOfNoUse() {
    Way way = Way.out();
    Way other = Way.out();
    Response stolen = way.back(other.cookie());
    assertThat(stolen.statusCode()).isEqualTo(400);
    assertThat(stolen.<String>path("code")).isEqualTo("SIGN_IN_UNKNOWN");
    given().get("/api/session/account/return?code=x&state=").then().statusCode(400);
  }

  @ParameterizedTest
  @EnumSource(value = Mood.class, names = "HONEST", mode = EnumSource.Mode.EXCLUDE)
  void aTokenThatDoesNotHoldOpensNothing(Mood mood) {
    FakeAccounts.MOOD.set(mood);
    Way way = Way.out();
    Response returned = way.back(way.cookie());
    assertThat(returned.statusCode()).isEqualTo(mood == Mood.NO_ROLE ? 403 : 502);
    assertThat(returned.cookies()).doesNotContainKey("factory_session");
  }
}
