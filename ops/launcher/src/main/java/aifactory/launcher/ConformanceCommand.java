package aifactory.launcher;

import aifactory.launcher.conformance.CaseResult;
import aifactory.launcher.conformance.SuiteCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// `conformance --data DIR [suite]`: runs suites over a folder; exit 0 when nothing failed.
record ConformanceCommand(Path root) {
  private static final String DATA = "--data";

  int run(List<String> words) throws IOException {
    int at = words.indexOf(DATA);
    if (at < 0 || at + 1 >= words.size()) {
      throw new IllegalArgumentException(
          "usage: ./factory conformance --data DIR [suite]\nsuites: " + names());
    }
    Path data = Path.of(words.get(at + 1));
    if (!Files.isDirectory(data)) {
      throw new IllegalArgumentException(data + " is not a folder");
    }
    List<String> chosen = new ArrayList<>(words);
    chosen.subList(at, at + 2).clear();
    boolean clean = true;
    for (SuiteCatalogue suite : suites(chosen)) {
      clean &= report(suite.commandName(), suite.in(root).run(data));
    }
    return clean ? 0 : 1;
  }

  private static boolean report(String suite, List<CaseResult> results) {
    List<CaseResult> failed = results.stream().filter(result -> !result.passed()).toList();
    System.out.println(
        "%s: %d cases, %d passed, %d failed"
            .formatted(suite, results.size(), results.size() - failed.size(), failed.size()));
    failed.forEach(
        result -> System.out.println("  failed %s: %s".formatted(result.name(), result.why())));
    return failed.isEmpty();
  }

  private static List<SuiteCatalogue> suites(List<String> chosen) {
    if (chosen.isEmpty()) {
      return List.of(SuiteCatalogue.values());
    }
    return chosen.stream()
        .map(name ->
            SuiteCatalogue.named(name)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "no suite is named %s; there are: %s".formatted(name, names()))))
        .toList();
  }

  private static String names() {
    return Arrays.stream(SuiteCatalogue.values())
        .map(SuiteCatalogue::commandName)
        .collect(Collectors.joining(", "));
  }
}
