package aifactory.preprocess.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The markup files inside a zip, in memory and within bounds: a bomb yields no more than they
/// allow, a damaged archive what stands before the damage. Names are only compared, never used as
/// paths.
final class Archive {
  /// Of all markup together: as much as the largest page that is fetched.
  static final int MAX_BYTES = 12 * 1024 * 1024;

  private static final int MAX_FILES = 5_000;
  private static final long MAX_PASSED_OVER = 256L * 1024 * 1024;
  private static final Pattern MARKUP = Pattern.compile("(?i).*\\.(?:xml|opf|xhtml|html|htm)");

  private final Map<String, byte[]> files = new HashMap<>();

  Archive(byte[] zip) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      int left = MAX_BYTES;
      long passedOver = 0;
      ZipEntry entry = in.getNextEntry();
      while (entry != null && files.size() < MAX_FILES && left > 0) {
        if (MARKUP.matcher(entry.getName()).matches()) {
          byte[] bytes = in.readNBytes(left);
          left -= bytes.length;
          files.put(entry.getName(), bytes);
        } else {
          passedOver += passOver(in, MAX_PASSED_OVER - passedOver);
        }
        entry = left > 0 && passedOver < MAX_PASSED_OVER ? in.getNextEntry() : null;
      }
    } catch (IOException | IllegalArgumentException e) {
      return; // what was read before the damage is what there is
    }
  }

  private static long passOver(InputStream in, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long passed = 0;
    for (int read = in.read(buffer); read >= 0 && passed < most; read = in.read(buffer)) {
      passed += read;
    }
    return passed;
  }

  /// The text of a file; empty when it is not there.
  String text(String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }
}
