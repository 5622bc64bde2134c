package aifactory.crawler.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Cases as the launcher reads them: `passed<TAB>case` or `failed<TAB>case<TAB>why`.
final class CaseLines {
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /// @param difference empty when the case passed
  void line(String name, Optional<String> difference) {
    String why = difference.map(text -> text.replaceAll("[\\t\\r\\n]+", " ")).orElse("");
    out.println(difference.isEmpty() ? "passed\t" + name : "failed\t" + name + "\t" + why);
  }

  /// Files below a folder, in order.
  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }
}
