package aifactory.preprocess.guide;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.quality.MeasuredText;
import aifactory.preprocess.quality.QualityFilter;
import aifactory.preprocess.quality.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The code of `docs/guides/add-a-quality-filter.md`, compiled and run.
final class AddAQualityFilterTest {
  // snippet:filter
  /// Rejects text without sentences. `Home | Products | About us` → rejected.
  record SentenceFilter(double minPerThousandCharacters) implements QualityFilter {
    @Override
    public RejectionReason reason() {
      return RejectionReason.TOO_FEW_LETTERS; // yours: TOO_FEW_SENTENCES
    }

    @Override
    public Verdict verdict(MeasuredText text) {
      return Verdict.atLeast(
          minPerThousandCharacters, 1000 * text.statistics().share(text.statistics().sentences()));
    }
  }

  // end:filter

  @Test
  void theExampleDoesWhatTheGuideSays() {
    QualityFilter filter = new SentenceFilter(2);

    assertThat(filter.verdict(MeasuredText.of("Home | Products | About us", "en")))
        .isEqualTo(new Verdict.Failed(0, 2));
    assertThat(filter.verdict(MeasuredText.of(Prose.english(500, 0), "en")))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void theGuideShowsThisCode() throws Exception {
    Path root = Path.of(System.getProperty("factory.root", ".."));
    List<String> lines =
        Files.readAllLines(
            root.resolve(
                "preprocess-streams/src/test/java/aifactory/preprocess/guide/AddAQualityFilterTest.java"));
    int from = lines.indexOf("  // snippet:filter") + 1;
    int to = lines.indexOf("  // end:filter");
    String snippet = String.join("\n", lines.subList(from, to)).stripTrailing().stripIndent();

    assertThat(from).isPositive();
    assertThat(Files.readString(root.resolve("docs/guides/add-a-quality-filter.md")))
        .contains(snippet);
  }
}
