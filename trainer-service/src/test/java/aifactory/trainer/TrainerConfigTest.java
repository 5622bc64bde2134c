package aifactory.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.trainer.loop.KeptEngine;
import aifactory.trainer.loop.LoopSettings;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.recipe.Tuning;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrainerConfigTest {
  @Test
  void hasTheDefaultsOfTheReference() throws IOException {
    TrainerPlan plan = plan(Map.of());
    Recipe recipe = plan.recipe(Optional.empty());
    LoopSettings loop = plan.loop();

    assertThat(recipe.size()).isEqualTo(ModelSize.NANO);
    assertThat(recipe.learningRate()).isEqualTo(3e-3);
    assertThat(recipe.rows()).isEqualTo(4);
    assertThat(recipe.warmupSteps()).isEqualTo(20);
    assertThat(recipe.seed()).isEqualTo(42);
    assertThat(loop.continuous()).isTrue();
    assertThat(loop.stepsPerCycle()).isEqualTo(50);
    assertThat(loop.validation()).isEqualTo(new LoopSettings.Validation(25, 8, 6, 0.05));
    assertThat(loop.retry().max()).isEqualTo(2);
    assertThat(loop.retry().backoff()).hasSeconds(2);
    assertThat(loop.bundles().firstStep()).isEqualTo(50);
  }

  @Test
  void takesEverySettingUnderItsOwnName() throws IOException {
    TrainerPlan plan =
        plan(
            Map.of(
                "MODEL_SIZE", "small",
                "TRAIN_SEQ_LEN", "128",
                "TRAIN_VOCAB_SIZE", "4000",
                "TRAIN_LR", "0.001",
                "TRAIN_N_LAYER", "3",
                "TRAIN_GRAD_ACCUM_STEPS", "2",
                "TRAIN_STEPS_PER_CYCLE", "7",
                "VAL_EVAL_BATCHES", "3",
                "TRAIN_CONTINUOUS", "0"));
    Recipe recipe = plan.recipe(Optional.empty());

    assertThat(recipe.dimensions()).isEqualTo(new ModelSize.Dimensions(3, 8, 512));
    assertThat(recipe.tokensPerStep()).isEqualTo(4 * 2 * 128);
    assertThat(recipe.vocabulary()).isEqualTo(4000);
    assertThat(recipe.learningRate()).isEqualTo(0.001);
    assertThat(plan.loop().stepsPerCycle()).isEqualTo(7);
    assertThat(plan.loop().validation().batches()).isEqualTo(3);
    assertThat(plan.loop().continuous()).isFalse();
    assertThat(plan.recipe(Optional.of(ModelSize.TINY)).dimensions().layers()).isEqualTo(4);
  }

  @Test
  void whatIsSetWinsOverWhatWasTuned() throws IOException {
    Tuning tuned = new Tuning(ModelSize.SMALL, 384, 6);
    Recipe untouched = plan(Map.of(), tuned).recipe(Optional.empty());
    assertThat(untouched.size()).isEqualTo(ModelSize.SMALL);
    assertThat(untouched.sequenceTokens()).isEqualTo(384);
    assertThat(untouched.rows()).isEqualTo(6);

    Recipe set =
        plan(Map.of("MODEL_SIZE", "tiny", "TRAIN_SEQ_LEN", "64", "TRAIN_BATCH_SIZE", "3"), tuned)
            .recipe(Optional.empty());
    assertThat(set.size()).isEqualTo(ModelSize.TINY);
    assertThat(set.sequenceTokens()).isEqualTo(64);
    assertThat(set.rows()).isEqualTo(3);
    assertThat(plan(Map.of("MODEL_SIZE", "nano"), tuned).recipe(Optional.empty()).sequenceTokens())
        .isEqualTo(256);
  }

  @Test
  void withoutTuningASizeHasTheRowsItSuggests() throws IOException {
    TrainerPlan plan = plan(Map.of("MODEL_SIZE", "small"));
    assertThat(plan.recipe(Optional.empty()).sequenceTokens()).isEqualTo(512);
    assertThat(plan.recipe(Optional.of(ModelSize.NANO)).sequenceTokens()).isEqualTo(256);
    assertThat(plan(Map.of()).recipe(Optional.empty()).sequenceTokens()).isEqualTo(256);
  }

  @Test
  void namesEverySettingThatIsNotANumber() {
    assertThatThrownBy(
            () -> plan(Map.of("TRAIN_STEPS_PER_CYCLE", "many", "TRAIN_BATCH_SIZE", "few")))
        .hasMessageContaining("trainer.loop.steps-per-cycle")
        .hasMessageContaining("trainer.loop.rows");
  }

  private static TrainerPlan plan(Map<String, String> environment) throws IOException {
    return plan(environment, Tuning.OFF);
  }

  private static TrainerPlan plan(Map<String, String> environment, Tuning tuning)
      throws IOException {
    var defaults =
        Objects.requireNonNull(TrainerConfigTest.class.getResource("/application.properties"));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(defaults, 100))
            .withSources(new PropertiesConfigSource(new HashMap<>(environment), "env", 300))
            .withMapping(TrainerConfig.class)
            .withValidateUnknown(false)
            .addDefaultInterceptors()
            .build();
    TrainerConfig read = config.getConfigMapping(TrainerConfig.class);
    KeptEngine kept = new KeptEngine(read.engine().threads().orElse(1), "default");
    return new TrainerPlan(read, tuning, kept);
  }
}
