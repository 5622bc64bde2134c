package aifactory.trainer;

import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.loop.KeptEngine;
import aifactory.trainer.loop.LoopSettings;
import aifactory.trainer.optim.AdamW;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.recipe.Tuning;
import java.time.Duration;
import java.util.Optional;

/// The settings as the values that the rooms understand.
///
/// @param config as set
/// @param tuning what holds where nothing is set
/// @param kept how is computed
record TrainerPlan(TrainerConfig config, Tuning tuning, KeptEngine kept) {
  private static final double MILLIS = 1000;

  /// The recipe of a size; of `MODEL_SIZE`, overrides applied, where none is named.
  Recipe recipe(Optional<ModelSize> named) {
    ModelSize standing = standing();
    ModelSize size = named.orElse(standing);
    TrainerConfig.Overrides overrides = config.overrides();
    // Dimensions were overridden for the standing size; another size is taken as it is.
    ModelSize.Dimensions dimensions =
        size == standing ? overridden(size.dimensions(), overrides) : size.dimensions();
    TrainerConfig.Loop loop = config.loop();
    return new Recipe(
        size,
        dimensions,
        overrides.vocabulary().orElse(size.defaults().vocabulary()),
        overrides.sequence().orElse(tuning.sequenceOf(size)),
        loop.rows().orElse(tuning.rows()),
        loop.parts(),
        overrides.learningRate().orElse(size.defaults().learningRate()),
        loop.warmupSteps(),
        loop.weightDecay(),
        loop.seed());
  }

  private ModelSize standing() {
    return config.size().map(ModelSize::named).orElse(tuning.size());
  }

  private static ModelSize.Dimensions overridden(
      ModelSize.Dimensions preset, TrainerConfig.Overrides overrides) {
    return new ModelSize.Dimensions(
        overrides.layers().orElse(preset.layers()),
        overrides.heads().orElse(preset.heads()),
        overrides.width().orElse(preset.width()));
  }

  LoopSettings loop() {
    TrainerConfig.Loop loop = config.loop();
    TrainerConfig.Start start = config.start();
    int batches =
        config.overrides().validationBatches().orElse(standing().defaults().validationBatches());
    return new LoopSettings(
        config.continuous().equals("1"),
        new LoopSettings.Start(
            start.minCharacters(), start.minCharactersWhenQuiet(), seconds(start.quietSeconds())),
        loop.stepsPerCycle(),
        new LoopSettings.Validation(loop.validateEvery(), batches, loop.patience(), 0.05),
        new LoopSettings.Retry(loop.retryMax(), seconds(loop.retryBackoffSeconds())),
        new LoopSettings.Bundles(
            loop.bundleAt().orElse((long) loop.stepsPerCycle()),
            loop.bundleEvery(),
            loop.evaluationBytesPerLanguage(),
            loop.evaluationItemsPerLanguage(),
            loop.quantized().equals("1")),
        loop.checkpointsKept(),
        config.engine().tokenizerThreads().orElse(spareCores()));
  }

  EngineSettings engine() {
    AdamW standard = AdamW.standard();
    return new EngineSettings(
        kept.threads(),
        config.engine().device(),
        new AdamW(
            standard.beta1(),
            standard.beta2(),
            standard.epsilon(),
            config.loop().weightDecay(),
            standard.maxGradientNorm()),
        config.engine().compiled().equals("1"));
  }

  static int spareCores() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }
}
