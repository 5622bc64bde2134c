package aifactory.console.access;

import aifactory.contract.id.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/// Random secrets and their hashes. A secret is shown once and only its hash is kept.
final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /// 256 random bits as text that survives headers and shells.
  static String fresh() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /// A secret that long and random needs no salt and no slow hash.
  static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
