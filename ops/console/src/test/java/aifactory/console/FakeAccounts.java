package aifactory.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/// An OpenID Connect provider on loopback: discovery, keys, code flow with PKCE. Everybody who is
/// sent to it is Kei.
final class FakeAccounts {
  static final String SECRET = "a secret / with marks";

  /// What Kei's token is like.
  enum Mood {
    HONEST,
    NO_ROLE,
    OTHER_NONCE,
    OTHER_AUDIENCE,
    OTHER_KEY,
    EXPIRED,
    UNSIGNED
  }

  static final AtomicReference<Mood> MOOD = new AtomicReference<>(Mood.HONEST);

  private final HttpServer server;
  private final RsaJsonWebKey key = key("one");
  private final RsaJsonWebKey otherKey = key("one");
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  private FakeAccounts() throws IOException, JoseException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  static String start() throws IOException {
    try {
      return new FakeAccounts().issuer();
    } catch (JoseException e) {
      throw new IOException(e);
    }
  }

  private static RsaJsonWebKey key(String id) throws JoseException {
    RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
    made.setKeyId(id);
    return made;
  }

  private String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" ->
            say(
                exchange,
                200,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}\
                """
                    .formatted(issuer()));
        case "/keys" ->
            say(exchange, 200, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        case "/authorize" -> authorize(exchange);
        case "/token" -> token(exchange);
        default -> say(exchange, 404, "{}");
      }
    } catch (JoseException | NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            field(asked, "redirect_uri") + "?code=" + code + "&state=" + field(asked, "state"));
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange)
      throws IOException, JoseException, NoSuchAlgorithmException {
    Map<String, String> sent = fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Map<String, String> asked = codes.remove(field(sent, "code"));
    String who =
        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).substring(6);
    String secret = new String(Base64.getDecoder().decode(who), UTF_8).split(":", -1)[1];
    byte[] proof =
        MessageDigest.getInstance("SHA-256").digest(field(sent, "code_verifier").getBytes(UTF_8));
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
    if (asked == null
        || !URLDecoder.decode(secret, UTF_8).equals(SECRET)
        || !field(asked, "redirect_uri").equals(field(sent, "redirect_uri"))
        || !field(asked, "code_challenge").equals(challenge)) {
      say(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    say(exchange, 200, "{\"id_token\":\"%s\"}".formatted(signed(asked)));
  }

  private String signed(Map<String, String> asked) throws JoseException {
    Mood mood = MOOD.get();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer());
    claims.setSubject("1234");
    claims.setAudience(mood == Mood.OTHER_AUDIENCE ? "another" : field(asked, "client_id"));
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(mood == Mood.EXPIRED ? -5 : 5);
    claims.setClaim("nonce", mood == Mood.OTHER_NONCE ? "another" : field(asked, "nonce"));
    claims.setClaim("preferred_username", "kei");
    List<String> roles =
        mood == Mood.NO_ROLE
            ? List.of("admin", "factory-guest")
            : List.of("factory-viewer", "factory-operator", "others");
    claims.setClaim("realm_access", Map.of("roles", roles));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKeyIdHeaderValue("one");
    if (mood == Mood.UNSIGNED) {
      signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    } else {
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
      signature.setKey((mood == Mood.OTHER_KEY ? otherKey : key).getPrivateKey());
    }
    return signature.getCompactSerialization();
  }

  private static String field(Map<String, String> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private static Map<String, String> fields(String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : query.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
