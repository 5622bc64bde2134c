package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingEngineTest {
  private static final EngineSettings ONE = EngineSettings.ofThreads(1);
  private static final double RATE = 3e-3;

  private static int[][] batch(int step) {
    return ToyModel.rows(1000 + step, 4, 33, 64);
  }

  @Test
  void theSameSeedAndBatchesGiveTheSameWeightsBitForBit() {
    assertThat(sixSteps().weights()).isEqualTo(sixSteps().weights());
  }

  private static TrainingState sixSteps() {
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), 5, ONE)) {
      for (int step = 0; step < 6; step++) {
        engine.step(batch(step), RATE);
      }
      return engine.state();
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    ModelConfiguration model = ToyModel.tied();
    assertThat(InitialWeights.of(model, 1)).isNotEqualTo(InitialWeights.of(model, 2));
  }

  @Test
  void aRestoredEngineContinuesBitForBit() {
    TrainingState middle;
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), 5, ONE)) {
      for (int step = 0; step < 3; step++) {
        engine.step(batch(step), RATE);
      }
      middle = engine.state();
    }
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), middle, ONE)) {
      for (int step = 3; step < 6; step++) {
        engine.step(batch(step), RATE);
      }
      assertThat(engine.steps()).isEqualTo(6);
      assertThat(engine.state()).isEqualTo(sixSteps());
    }
  }

  @Test
  void microBatchesHaveTheGradientOfTheBigBatch() {
    try (TrainingEngine whole = TrainingEngine.open(ToyModel.untied(), 5, ONE);
        TrainingEngine parts = TrainingEngine.open(ToyModel.untied(), 5, ONE)) {
      // Three parts of four rows are unequal (1, 1, 2): each counts by its rows.
      for (int step = 0; step < 4; step++) {
        StepResult once = whole.step(batch(step), RATE);
        StepResult split = parts.step(batch(step), RATE, 3);
        assertThat(split.loss()).isCloseTo(once.loss(), within(1e-5));
        assertThat(split.gradientNorm()).isCloseTo(once.gradientNorm(), within(1e-4));
      }
    }
  }

  @Test
  void gradientsAreZeroedBetweenSteps() {
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), 5, ONE)) {
      Map<String, Tensor> first = engine.gradients(batch(0));
      engine.gradients(batch(1));
      assertThat(engine.gradients(batch(0))).isEqualTo(first);
      // A learning rate of zero moves nothing, so the same batch has the same norm.
      double norm = engine.step(batch(0), 0).gradientNorm();
      assertThat(engine.step(batch(0), 0).gradientNorm()).isEqualTo(norm);
    }
  }

  @Test
  void aStepThatIsNotFiniteChangesNothing() {
    Map<String, Tensor> weights = InitialWeights.of(ToyModel.tied(), 5);
    Objects.requireNonNull(weights.get("model.norm.weight")).values()[3] = Float.POSITIVE_INFINITY;
    Map<String, Tensor> zeros = InitialWeights.of(ToyModel.tied(), 5);
    zeros.values().forEach(tensor -> java.util.Arrays.fill(tensor.values(), 0f));
    TrainingState broken = new TrainingState(weights, zeros, zeros, 41);
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), broken, ONE)) {
      assertThatThrownBy(() -> engine.step(batch(0), RATE))
          .isInstanceOf(NonFiniteLossException.class)
          .hasMessageContaining("step 42");
      assertThat(engine.state()).isEqualTo(broken);
    }
  }

  @Test
  void laterTokensDoNotChangeEarlierLogits() {
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), 5, ONE)) {
      float[][] shorter = engine.logits(new int[] {1, 2, 3});
      float[][] longer = engine.logits(new int[] {1, 2, 3, 60, 61});
      for (int t = 0; t < 3; t++) {
        assertThat(longer[t])
            .containsExactly(shorter[t], org.assertj.core.data.Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void badRowsAreNamed() {
    try (TrainingEngine engine = TrainingEngine.open(ToyModel.tied(), 5, ONE)) {
      assertThatThrownBy(() -> engine.loss(new int[][] {{1, 64}}))
          .hasMessageContaining("token 64 is outside the vocabulary of 64");
      assertThatThrownBy(() -> engine.loss(new int[][] {{1, 2, 3}, {1, 2}}))
          .hasMessageContaining("rows must have one length");
      assertThatThrownBy(() -> engine.logits(new int[33])).hasMessageContaining("found 33");
    }
  }
}
