package aifactory.preprocess.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The factory's admin token, as the console made it: `ADMIN_API_TOKEN`, else `admin.token` of the
/// home. Looked up at each order, because the console may start later. While there is none, nobody
/// may give orders.
final class OrderToken {
  private static final String BEARER = "Bearer ";

  private final Optional<String> given;
  private final Path file;

  OrderToken(Optional<String> given, Path file) {
    this.given = given.map(String::strip).filter(token -> !token.isEmpty());
    this.file = file;
  }

  /// What is to be said to whoever gives an order.
  enum Answer {
    WELCOME,
    MISSING,
    WRONG
  }

  /// @param headers the values of `x-admin-token`, `X-API-Key` and `Authorization`, null = not sent
  Answer to(@Nullable String... headers) {
    String presented = null;
    for (String header : headers) {
      if (presented == null && header != null && !header.isBlank()) {
        presented =
            header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : header.strip();
      }
    }
    if (presented == null) {
      return Answer.MISSING;
    }
    Optional<String> token = given.or(this::kept);
    // Digests are compared, so time tells neither content nor length.
    return token.isPresent() && MessageDigest.isEqual(sha256(token.get()), sha256(presented))
        ? Answer.WELCOME
        : Answer.WRONG;
  }

  private Optional<String> kept() {
    try {
      return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException e) {
      return Optional.empty(); // the console has not made it yet
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
