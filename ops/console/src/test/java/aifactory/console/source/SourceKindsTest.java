package aifactory.console.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be declared is what the crawler collects. The crawler is no dependency of the console:
/// its catalogue is read as text.
final class SourceKindsTest {
  private static final Path CATALOGUE =
      Path.of(
          "../../crawler-service/src/main/java/aifactory/crawler/collector/CollectorCatalogue.java");
  private static final Path PAGE = Path.of("src/main/resources/META-INF/resources");

  @Test
  void everyKindThatTheCrawlerCollectsCanBeDeclared() throws IOException {
    assertThat(SourceOrder.KINDS.split("\\|"))
        .containsExactlyElementsOf(found("\n  [A-Z_]+\\(\"(\\w+)\"", CATALOGUE));
  }

  @Test
  void thePageOffersEveryKindAndSaysWhatItsAddressIs() throws IOException {
    String[] kinds = SourceOrder.KINDS.split("\\|");

    List<String> offered = found("data-t=\"kind\\.(\\w+)\"", PAGE.resolve("sources.html"));
    assertThat(offered.subList(0, kinds.length)).containsExactly(kinds);
    assertThat(found("'hint\\.(\\w+)'", PAGE.resolve("js/word/en.js"))).containsExactly(kinds);
    assertThat(found("[ {](\\w+): '(?:https?:|crawl|folder)", PAGE.resolve("js/page/sources.js")))
        .containsExactly(kinds);
  }

  private static List<String> found(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }
}
