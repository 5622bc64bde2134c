package aifactory.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.promotion.Rule;
import aifactory.contract.manifest.FormCatalogue;
import aifactory.contract.manifest.FormProblem;
import aifactory.event.Decision;
import aifactory.event.RetractionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageWordsTest {
  private static final Path PAGE = Path.of("src/main/resources/META-INF/resources");
  private static final Pattern KEY = Pattern.compile("(?:'([\\w., ]+)'|(?<=[ ,{])(\\w+)): '");

  @Test
  void japaneseAndEnglishHaveTheSameKeys() throws IOException {
    Set<String> english = keys("en.js");

    assertThat(english).hasSizeGreaterThan(150);
    assertThat(keys("ja.js")).isEqualTo(english);
  }

  @Test
  void everyKeyThePageNamesExists() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path page : pages()) {
      find("data-(?:t|label|place)=\"([^\"]+)\"", Files.readString(page), named);
    }
    for (Path script : scripts()) {
      find("[^\\w]t\\('([\\w.]+)'", Files.readString(script), named);
      find("'data-(?:t|label|place)': '([\\w.]+)'", Files.readString(script), named);
    }

    assertThat(named).hasSizeGreaterThan(60);
    assertThat(keys("en.js")).containsAll(named);
  }

  @Test
  void everyRuleAndDecisionOfTheGateHasWords() throws IOException {
    assertThat(keys("en.js"))
        .containsAll(Stream.of(Rule.values()).map(each -> "rule." + each).toList())
        .containsAll(Stream.of(Decision.values()).map(each -> "decision." + each).toList())
        .contains("decision.CLEARED")
        .containsAll(
            Stream.of(RetractionReason.values()).map(each -> "withdrawn." + each).toList());
  }

  /// Named by the page that is made of preprocess' own list.
  @Test
  void everyReasonOfARejectionHasWords() throws IOException {
    Set<String> reasons = new TreeSet<>();
    find(
        "(?m)^\\| `([A-Z0-9_]+)` \\|",
        Files.readString(Path.of("../../docs/reference/rejection-reasons.md")),
        reasons);

    assertThat(reasons).hasSizeGreaterThan(40);
    assertThat(keys("en.js")).containsAll(reasons.stream().map(each -> "reason." + each).toList());
  }

  /// In Japanese nobody is answered in English.
  @Test
  void everyRefusalHasWords() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        find(
            "(?:ProblemException|Problem\\.answer|Objection)\\(\\s*[\\w.]+,\\s*\"([A-Z]+(?:_[A-Z]+)*)\"",
            Files.readString(source),
            codes);
      }
    }

    assertThat(codes).hasSizeGreaterThan(25);
    assertThat(keys("ja.js")).containsAll(codes.stream().map(each -> "problem." + each).toList());
  }

  @Test
  void whateverIsWrongWithAFormHasWords() throws IOException {
    assertThat(keys("ja.js"))
        .containsAll(Stream.of(FormProblem.Rule.values()).map(each -> "fault." + each).toList())
        .containsAll(
            FormCatalogue.FIELDS.stream()
                .flatMap(field ->
                    Stream.concat(
                        field.unavailable().stream(),
                        field.choices().stream().flatMap(each -> each.unavailable().stream())))
                .map(each -> "reason." + each)
                .toList());
  }

  /// What the trainer tells of its machine.
  @Test
  void theProfileHasWords() throws IOException {
    Set<String> told = new TreeSet<>();
    find(
        "told\\.put\\(\"([a-z_]+)\"",
        Files.readString(
            Path.of("../../trainer-service/src/main/java/aifactory/trainer/AutoTune.java")),
        told);

    assertThat(told).hasSizeGreaterThan(8);
    assertThat(keys("ja.js")).containsAll(told.stream().map(each -> "profile." + each).toList());
  }

  @Test
  void noScriptParsesMarkup() throws IOException {
    for (Path script : scripts()) {
      assertThat(Files.readString(script))
          .as(script.toString())
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  @Test
  void nothingComesFromAnotherHost() throws IOException {
    try (Stream<Path> files = Files.walk(PAGE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
            .as(file.toString())
            .doesNotContainPattern("(src|href)=\"https?:|url\\(['\"]?https?:|from 'https?:");
      }
    }
  }

  @Test
  void everyPlaceHasItsPageAndEveryPageItsPlace() throws IOException {
    Set<String> places = new TreeSet<>();
    Matcher list =
        Pattern.compile("PLACES = \\[([^\\]]+)\\]")
            .matcher(Files.readString(PAGE.resolve("js/shell.js")));
    assertThat(list.find()).isTrue();
    find("'(\\w+)'", list.group(1), places);
    places.remove("overview");

    assertThat(pages().stream().map(page -> page.getFileName().toString().replace(".html", "")))
        .filteredOn(name -> !name.equals("index"))
        .containsExactlyInAnyOrderElementsOf(places);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGE)) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(PAGE.resolve("js"))) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static Set<String> keys(String file) throws IOException {
    Set<String> keys = new TreeSet<>();
    Matcher matcher = KEY.matcher(Files.readString(PAGE.resolve("js/word").resolve(file)));
    while (matcher.find()) {
      keys.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return keys;
  }

  private static void find(String pattern, String text, Set<String> into) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }
}
