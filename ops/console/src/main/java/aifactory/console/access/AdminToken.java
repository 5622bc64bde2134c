package aifactory.console.access;

import aifactory.console.setting.ConsoleConfig;
import aifactory.node.NodeLog;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token that state-changing calls need: `ADMIN_API_TOKEN`, else the one made at the first
/// start and kept in `admin.token` of the home, readable by its owner only. There is no open mode.
@ApplicationScoped
@Startup
public class AdminToken {
  /// Shown on this machine only.
  private static final Logger LOG =
      LoggerFactory.getLogger(NodeLog.PRIVATE + AdminToken.class.getName());

  private static final int TOKEN_BYTES = 32;
  private static final int SHORTEST_GIVEN = 8;

  private final byte[] digest;

  AdminToken(ConsoleConfig config) {
    this.digest =
        sha256(config.adminToken().map(AdminToken::checked).orElseGet(() -> kept(config)));
  }

  /// Whether this is the token. Digests are compared, so time tells neither content nor length.
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  /// What tells it from another token, and tells nothing of it.
  String fingerprint() {
    return HexFormat.of().formatHex(sha256(HexFormat.of().formatHex(digest)));
  }

  private static String checked(String given) {
    if (given.strip().length() < SHORTEST_GIVEN) {
      throw new IllegalArgumentException(
          "ADMIN_API_TOKEN must have at least " + SHORTEST_GIVEN + " characters");
    }
    return given.strip();
  }

  private static String kept(ConsoleConfig config) {
    Path file = config.home().resolve("admin.token");
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      return made(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the admin token in " + file, e);
    }
  }

  private static String made(Path file) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Created with its mode: there is no moment at which others could read it.
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token, StandardOpenOption.WRITE);
    LOG.info("admin token made, shown this once: {} (kept in {})", token, file.toAbsolutePath());
    return token;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
