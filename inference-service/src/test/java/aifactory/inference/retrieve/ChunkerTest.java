package aifactory.inference.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkerTest {
  @Test
  void joinsShortParagraphs() {
    assertThat(Chunker.passages("One.\n\nTwo.", "en")).containsExactly("One.\nTwo.");
  }

  @Test
  void losesNothingAndStaysWithinTheLimit() {
    String sentence = "The quick brown fox jumps over the lazy dog number %d. ";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(sentence.formatted(i)).append(i % 25 == 24 ? "\n" : "");
    }
    List<String> passages = Chunker.passages(text.toString(), "en");
    assertThat(passages).allSatisfy(p -> assertThat(p.length()).isLessThanOrEqualTo(800));
    assertThat(String.join(" ", passages).replaceAll("\\s+", ""))
        .isEqualTo(text.toString().replaceAll("\\s+", ""));
  }

  @Test
  void cutsJapaneseAtSentenceEnds() {
    String sentence = "工場は文書を集め、判断し、記録し、学習し、答えます。";
    List<String> passages = Chunker.passages(sentence.repeat(100), "ja");
    assertThat(passages).hasSizeGreaterThan(2);
    assertThat(passages).allSatisfy(p -> assertThat(p).startsWith("工場").endsWith("答えます。"));
  }

  @Test
  void cutsWhatHasNoSentencesBetweenCharacters() {
    List<String> passages = Chunker.passages("𠮷".repeat(1001), "ja");
    assertThat(String.join("", passages)).isEqualTo("𠮷".repeat(1001));
    assertThat(passages).allSatisfy(p -> assertThat(p).doesNotContain("\uFFFD").startsWith("𠮷"));
  }

  @Test
  void aHeadingBeginsItsPassageAndNeverEndsOne() {
    String before = "The first section says something. ".repeat(8);
    String after = "The second section says something else. ".repeat(12);
    List<String> passages = Chunker.passages(before + "\nBreakpoints\n" + after, "en");
    assertThat(passages).hasSize(2);
    assertThat(passages.get(1)).startsWith("Breakpoints\nThe second section");
  }

  @Test
  void aBlankTextHasNoPassages() {
    assertThat(Chunker.passages(" \n \n", "en")).isEmpty();
  }
}
