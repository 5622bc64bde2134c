package aifactory.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelConfigurationTest {
  @Test
  void nanoHasAMillionParameters() {
    ModelConfiguration nano = ModelConfiguration.nano(2048);
    // Embedding 2048·128; per layer q and o 128·128, k and v 64·128, three of 384·128, two gains.
    long layer = 2 * 128 * 128 + 2 * 64 * 128 + 3 * 384 * 128 + 2 * 128;
    assertThat(nano.parameters()).isEqualTo(2048 * 128 + 4 * layer + 128).isEqualTo(1_049_728);
  }

  @Test
  void aTokenOfAStepTakesSixOperationsPerWeightAndTwelvePerPlaceLookedAt() {
    ModelConfiguration nano = ModelConfiguration.nano(2048);

    assertThat(nano.trainingOperationsPerToken(256))
        .isEqualTo(6.0 * nano.parameters() + 12.0 * 4 * 128 * 128);
  }

  @Test
  void anUntiedHeadCountsOnceMore() {
    ModelConfiguration tied =
        new ModelConfiguration("m", 100, 32, 1, 2, 2, 64, 16, 1e4, 1e-5, true);
    ModelConfiguration own =
        new ModelConfiguration("m", 100, 32, 1, 2, 2, 64, 16, 1e4, 1e-5, false);
    assertThat(own.parameters() - tied.parameters()).isEqualTo(100 * 32);
  }

  @Test
  void jsonGoesBothWaysUnderHuggingFaceNames() {
    ModelConfiguration nano = ModelConfiguration.nano(2048);
    assertThat(nano.toJson())
        .contains("\"hidden_size\":128", "\"num_key_value_heads\":2", "\"model_type\":\"llama\"");
    assertThat(ModelConfiguration.fromJson(nano.toJson())).isEqualTo(nano);
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThatThrownBy(
            () -> new ModelConfiguration("bad", 0, 128, -1, 4, 2, 384, 256, 1e4, 1e-5, true))
        .hasMessageContaining("vocab_size must be positive, is 0")
        .hasMessageContaining("num_hidden_layers must be positive, is -1");
    assertThatThrownBy(
            () -> new ModelConfiguration("bad", 10, 130, 1, 4, 3, 384, 256, 1e4, 1e-5, true))
        .hasMessageContaining("130 does not split into 4 even heads")
        .hasMessageContaining("4 heads cannot share 3");
  }

  @Test
  void initialWeightsHaveTheVarianceOfOneOverFanIn() {
    ModelConfiguration nano = ModelConfiguration.nano(2048);
    for (ParameterLayout parameter : ParameterLayout.of(nano)) {
      float[] values = parameter.in(InitialWeights.of(nano, 7)).values();
      if (parameter.fanIn() == 0) {
        assertThat(values).containsOnly(1f);
        continue;
      }
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        sum += value;
        squares += (double) value * value;
      }
      double variance = squares / values.length;
      assertThat(variance * parameter.fanIn()).as(parameter.name()).isBetween(0.95, 1.05);
      assertThat(Math.abs(sum / values.length)).isLessThan(0.1 * Math.sqrt(variance));
    }
  }
}
