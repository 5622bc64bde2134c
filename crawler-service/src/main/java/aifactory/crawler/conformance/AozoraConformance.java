package aifactory.crawler.conformance;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.content.CharsetLabels;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Texts of Aozora Bunko, Shift_JIS without a word about it: each must be read as what it is.
public final class AozoraConformance {
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  private AozoraConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, ".txt")) {
      if (file.toString().contains("aozora") && !file.endsWith("SOURCE.txt")) {
        byte[] text = Files.readAllBytes(file);
        boolean same =
            CharsetDecision.decoded(text, "text/plain").equals(new String(text, SHIFT_JIS));
        lines.line(
            folder.relativize(file).toString(),
            same
                ? Optional.empty()
                : Optional.of(
                    "read as " + CharsetLabels.nameOf(CharsetDecision.of(text, "text/plain"))));
      }
    }
  }
}
