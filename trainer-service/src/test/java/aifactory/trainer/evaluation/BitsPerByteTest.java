package aifactory.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aifactory.event.Split;
import aifactory.trainer.dataset.InMemoryCorpusLog;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.evaluation.BitsPerByte.Surprise;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BitsPerByteTest {
  private static final double BIT = Math.log(2);
  @TempDir Path store;
  private final InMemoryCorpusLog log = new InMemoryCorpusLog();

  @Test
  void takesTheWorstLanguageThatHoldsATenth() {
    hold("http://en.example/1", "e".repeat(800));
    hold("http://ja.example/1", "あ".repeat(100)); // 200 bytes in UTF-16, 300 in UTF-8
    BitsPerByte.Result result =
        BitsPerByte.of(
            choose(), text -> new Surprise(text.startsWith("e") ? 800 * BIT : 600 * BIT, 100));

    assertThat(result.byLanguage())
        .extracting(part -> part.language() + " " + part.bytes())
        .containsExactly("en 800", "ja 200");
    assertThat(result.score()).isCloseTo(1 - 3.0 / 8, within(1e-12));
    assertThat(result.bitsPerByte()).isCloseTo(1.4, within(1e-12));
    assertThat(result.perplexity()).isCloseTo(Math.pow(2, 7), within(1e-9));
  }

  @Test
  void leavesOutALanguageOfLessThanATenth() {
    hold("http://en.example/1", "e".repeat(1900));
    hold("http://ja.example/1", "あ".repeat(50));
    BitsPerByte.Result result =
        BitsPerByte.of(
            choose(), text -> new Surprise(text.startsWith("e") ? 1900 * BIT : 9999, 100));

    assertThat(result.score()).isCloseTo(1 - 1.0 / 8, within(1e-12));
  }

  @Test
  void doesNotTakeTextOfNoKnownLanguageForALanguage() {
    hold("http://en.example/1", "e".repeat(800));
    hold("http://table.example/1", "7".repeat(800));
    BitsPerByte.Result result =
        BitsPerByte.of(
            choose(), text -> new Surprise(text.startsWith("e") ? 800 * BIT : 4000 * BIT, 100));

    assertThat(result.byLanguage()).extracting(part -> part.language()).contains("und");
    assertThat(result.score()).isCloseTo(1 - 1.0 / 8, within(1e-12));
  }

  @Test
  void choosesByHashWithinTheBudgetWhateverTheOrder() {
    for (int i = 0; i < 50; i++) {
      hold("http://en.example/" + i, ("text number " + i + " ").repeat(10));
    }
    EvaluationSet set = choose();
    InMemoryCorpusLog reversed = new InMemoryCorpusLog();
    for (int i = 49; i >= 0; i--) {
      reversed.add(
          0, "http://en.example/" + i, ("text number " + i + " ").repeat(10), Split.EVALUATION, 1);
    }

    assertThat(set.documents()).hasSizeBetween(5, 20);
    EvaluationSet other =
        EvaluationChoice.from(
            reversed, reversed.dataset("ds-1"), List.of(RetractionMask.NONE), 2000);
    assertThat(other.hash()).isEqualTo(set.hash());
  }

  @Test
  void isStoredByItsHashAndReplacesTheOneBefore() {
    EvaluationSetStore sets = new EvaluationSetStore(store);
    hold("http://en.example/1", "one text");
    EvaluationSet first = choose();
    sets.seal(first);
    assertThat(sets.current()).contains(first);

    hold("http://en.example/2", "another text");
    EvaluationSet second = choose();
    sets.seal(second);
    assertThat(sets.current()).contains(second);
    assertThat(store.resolve("evaluation").resolve(first.hash() + ".json")).doesNotExist();
  }

  private void hold(String url, String text) {
    log.add(0, url, text, Split.EVALUATION, 1);
  }

  private EvaluationSet choose() {
    return EvaluationChoice.from(log, log.dataset("ds-1"), List.of(RetractionMask.NONE), 2000);
  }
}
