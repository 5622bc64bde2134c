package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The guides quote code that runs.
final class GuideSnippetsTest {
  private static final Path ROOT = Path.of(System.getProperty("factory.root", "../.."));
  private static final Path TESTED =
      Path.of("ops/testbed/src/test/java/aifactory/testbed/ForeignClientsIT.java");

  @ParameterizedTest
  @CsvSource({"producer,foreign-producer.md", "consumer,foreign-consumer.md"})
  void theGuideShowsTheTestedSource(String region, String guide) throws IOException {
    String source = Files.readString(ROOT.resolve(TESTED));
    String tested = between(source, "  // guide:" + region + "\n", "\n  // guide:end");

    String page = Files.readString(ROOT.resolve("docs/guides").resolve(guide));
    String shown = between(page, "```java\n", "```");

    assertThat(shown.strip()).isEqualTo(tested.stripTrailing().stripIndent());
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as("%s in the text", start).isNotNegative();
    int begin = from + start.length();
    return text.substring(begin, text.indexOf(end, begin));
  }
}
