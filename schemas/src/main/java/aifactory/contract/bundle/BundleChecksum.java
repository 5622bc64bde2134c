package aifactory.contract.bundle;

import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Identity of a bundle: SHA-256 over name, length and bytes of graph, weights, tokenizer and
/// generation configuration. Card and manifest may be rewritten without making another model.
public final class BundleChecksum {
  private static final int BUFFER_BYTES = 1 << 16;

  private BundleChecksum() {}

  /// Computes the bundle id of a directory; reads every byte of it.
  public static String of(Path directory) {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (String name : BundleLayout.IDENTITY) {
        Path file = directory.resolve(name);
        digest.update((name + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bundle is incomplete: " + directory, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
