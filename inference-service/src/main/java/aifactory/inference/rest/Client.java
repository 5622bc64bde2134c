package aifactory.inference.rest;

import aifactory.contract.id.Sha256;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as fair sharing and limits go: the holder of a key, else an address.
final class Client {
  private static final String BEARER = "Bearer ";

  private Client() {}

  static String of(HttpServerRequest request) {
    String key = key(request.getHeader("Authorization"), request.getHeader("X-API-Key"));
    return key == null ? String.valueOf(request.remoteAddress().hostAddress()) : Sha256.hex(key);
  }

  /// The API key of a request; null = none.
  static @Nullable String key(@Nullable String authorization, @Nullable String apiKey) {
    boolean bearer = authorization != null && authorization.startsWith(BEARER);
    return bearer && authorization != null
        ? authorization.substring(BEARER.length()).strip()
        : apiKey;
  }
}
