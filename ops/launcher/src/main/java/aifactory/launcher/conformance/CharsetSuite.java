package aifactory.launcher.conformance;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.content.CharsetLabels;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Compares [CharsetDecision] with files that state pages and their encodings:
///
/// ```
/// #data
/// <meta charset="iso-8859-15">
/// #encoding
/// iso-8859-15
/// ```
final class CharsetSuite implements Suite {
  private static final String DATA = "#data\n";
  private static final String ENCODING = "\n#encoding\n";

  @Override
  public List<CaseResult> run(Path data) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".dat")).sorted().toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains(ENCODING)) {
          runFile(data.relativize(file).toString(), text, results);
        }
      }
    }
    return results;
  }

  private static void runFile(String name, String text, List<CaseResult> results) {
    String[] cases = ("\n" + text).split("\n" + DATA);
    for (int i = 1; i < cases.length; i++) {
      int split = cases[i].indexOf(ENCODING);
      if (split >= 0) {
        String page = cases[i].substring(0, split);
        String expected =
            cases[i].substring(split + ENCODING.length()).lines().findFirst().orElse("").strip();
        results.add(judge(name + " #" + i, page, expected));
      }
    }
  }

  private static CaseResult judge(String name, String page, String expected) {
    Charset decided = CharsetDecision.of(page.getBytes(StandardCharsets.ISO_8859_1), "text/html");
    Charset meant = CharsetLabels.named(expected).orElse(null);
    if (meant == null) {
      return CaseResult.failed(name, "Java has no charset " + expected);
    }
    return decided.equals(meant)
        ? CaseResult.passed(name)
        : CaseResult.failed(
            name,
            "decided %s, expected %s"
                .formatted(CharsetLabels.nameOf(decided), CharsetLabels.nameOf(meant)));
  }
}
