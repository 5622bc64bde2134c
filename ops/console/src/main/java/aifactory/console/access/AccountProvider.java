package aifactory.console.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// An OpenID Connect provider: where people are sent, and who they turn out to be. Asked anew at
/// every sign-in, so that changed keys and addresses need no restart.
final class AccountProvider {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final URI issuer;
  private final String clientId;
  private final String secret;
  private final ObjectMapper json;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// Something about the provider or its answer is not as it must be.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }

    RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// One attempt to sign in; what of it the browser keeps until it comes back.
  ///
  /// @param verifier proof that whoever redeems the code began the attempt (PKCE)
  record Attempt(String state, String nonce, String verifier) {
    static Attempt fresh() {
      return new Attempt(Secrets.fresh(), Secrets.fresh(), Secrets.fresh());
    }

    String challenge() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(java.util.HexFormat.of().parseHex(Secrets.hash(verifier)));
    }
  }

  AccountProvider(URI issuer, String clientId, String secret, ObjectMapper json) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.secret = secret;
    this.json = json;
  }

  /// Where the person signs in.
  URI entrance(Attempt attempt, URI back) throws RefusedException, InterruptedException {
    URI entrance = address(discovered(), "authorization_endpoint");
    String asked =
        form(
            Map.of(
                "response_type",
                "code",
                "client_id",
                clientId,
                "redirect_uri",
                back.toString(),
                "scope",
                "openid profile email",
                "state",
                attempt.state(),
                "nonce",
                attempt.nonce(),
                "code_challenge",
                attempt.challenge(),
                "code_challenge_method",
                "S256"));
    return URI.create(entrance + (entrance.getRawQuery() == null ? "?" : "&") + asked);
  }

  /// What the provider says of the person who brought a code, checked.
  JwtClaims redeemed(String code, Attempt attempt, URI back)
      throws RefusedException, InterruptedException {
    JsonNode known = discovered();
    String body =
        form(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                back.toString(),
                "client_id",
                clientId,
                "code_verifier",
                attempt.verifier()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(known, "token_endpoint"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!secret.isEmpty()) {
      byte[] who = (encoded(clientId) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(who));
    }
    String token = read(request).path("id_token").asText();
    return checked(token, keys(known), attempt);
  }

  private JwtClaims checked(String token, JsonWebKeySet keys, Attempt attempt)
      throws RefusedException {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setRequireExpirationTime()
              .setRequireSubject()
              .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
              .setExpectedIssuer(true, issuer.toString())
              .setExpectedAudience(true, clientId)
              .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
              .setJwsAlgorithmConstraints(
                  new AlgorithmConstraints(
                      ConstraintType.PERMIT,
                      AlgorithmIdentifiers.RSA_USING_SHA256,
                      AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                      AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
              .build()
              .processToClaims(token);
      if (!attempt.nonce().equals(claims.getClaimValue("nonce"))) {
        throw new RefusedException("the token belongs to another sign-in");
      }
      return claims;
    } catch (InvalidJwtException e) {
      throw new RefusedException("the provider's token does not hold", e);
    }
  }

  private JsonWebKeySet keys(JsonNode known) throws RefusedException, InterruptedException {
    try {
      return new JsonWebKeySet(read(HttpRequest.newBuilder(address(known, "jwks_uri"))).toString());
    } catch (JoseException e) {
      throw new RefusedException("the provider's keys cannot be read", e);
    }
  }

  private JsonNode discovered() throws RefusedException, InterruptedException {
    String place = issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
    JsonNode known = read(HttpRequest.newBuilder(safe(URI.create(place))));
    if (!issuer.toString().equals(known.path("issuer").asText())) {
      throw new RefusedException("the provider calls itself " + known.path("issuer").asText());
    }
    return known;
  }

  private static URI address(JsonNode known, String name) throws RefusedException {
    try {
      return safe(URI.create(known.path(name).asText()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("the provider's " + name + " is no address", e);
    }
  }

  /// TLS, but for a provider on this machine.
  private static URI safe(URI address) throws RefusedException {
    try {
      if ("https".equals(address.getScheme())
          || "http".equals(address.getScheme())
              && InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
        return address;
      }
    } catch (IOException e) {
      throw new RefusedException("the provider's address is unknown", e);
    }
    throw new RefusedException("the provider's address is not https");
  }

  private JsonNode read(HttpRequest.Builder request) throws RefusedException, InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              request.timeout(LIMIT).header("Accept", "application/json").build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new RefusedException("the provider answered " + answer.statusCode());
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new RefusedException("the provider does not answer", e);
    }
  }

  /// The values of a claim that names roles: a list, or one text; dots lead into objects.
  static List<String> values(JwtClaims claims, String path) {
    @Nullable Object found = claims.getClaimsMap();
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return switch (found) {
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case String text -> List.of(text.split("[ ,]+", -1));
      case null, default -> List.of();
    };
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
