package aifactory.trainer.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.export.NextToken;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A model that expects each character to be the successor of the one before.
final class ExaminationTest {
  private static final Examinee EXAMINEE = new Examinee(new Successor(), new Letters(), Set.of(0));

  @Test
  void theContextIsNeverCounted() {
    Examinee.Reading behindNonsense = EXAMINEE.read("qqqq", "rstu").orElseThrow();
    Examinee.Reading behindSense = EXAMINEE.read("nopq", "rstu").orElseThrow();
    assertThat(behindNonsense).isEqualTo(behindSense);
    assertThat(behindNonsense.expected()).isTrue();
    assertThat(EXAMINEE.read("nopq", "rsxx").orElseThrow().expected()).isFalse();
  }

  @Test
  void anItemLongerThanTheModelReadsIsNotRightAndSaidSo() {
    Task.Label label = new Task.Label("1", "c", "en");
    Task long1 = new Task.Choice(label, "a", List.of("b", "bcdefghijklmnopq"), 0);
    Task fits = new Task.Choice(label, "a", List.of("b", "z"), 0);
    EvaluationReport report =
        EvaluationReport.of(
            List.of(Examination.ask(EXAMINEE, long1), Examination.ask(EXAMINEE, fits)));
    assertThat(report.all()).isEqualTo(new EvaluationReport.Figures(2, 0.5, 0.5, 0.5, 1));
    assertThat(report.accuracies())
        .containsEntry("c.en", 0.5)
        .containsEntry("c.en.chance", 0.5)
        .containsEntry("average", 0.5);
  }

  private static final class Letters implements Examinee.Spelling {
    @Override
    public int[] ids(String text) {
      return text.chars().map(c -> c - 'a' + 1).toArray();
    }

    @Override
    public String text(int[] ids) {
      throw new AssertionError("nothing is written here");
    }
  }

  private static final class Successor implements NextToken {
    @Override
    public float[] after(int[] tokens) {
      return afterEach(tokens, tokens.length - 1)[0];
    }

    @Override
    public float[][] afterEach(int[] tokens, int from) {
      float[][] logits_NV = new float[tokens.length - from][27];
      for (int n = 0; n < logits_NV.length; n++) {
        logits_NV[n][Math.min(26, tokens[from + n] + 1)] = 5;
      }
      return logits_NV;
    }

    @Override
    public int contextTokens() {
      return 12;
    }

    @Override
    public void close() {}
  }
}
