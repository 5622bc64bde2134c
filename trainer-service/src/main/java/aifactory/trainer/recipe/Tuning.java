package aifactory.trainer.recipe;

import aifactory.trainer.model.ModelConfiguration;
import java.util.Optional;

/// What holds where `MODEL_SIZE`, `TRAIN_SEQ_LEN` and `TRAIN_BATCH_SIZE` say nothing.
///
/// @param size catalogue line
/// @param sequenceTokens longest row; a size that suggests a shorter one keeps its own
/// @param rows of a part
public record Tuning(ModelSize size, int sequenceTokens, int rows) {
  private static final int SHORTEST = 96;

  /// Without `AUTO_TUNE`.
  public static final Tuning OFF = new Tuning(ModelSize.NANO, Integer.MAX_VALUE, 4);

  /// What a profile suggests, made smaller until its [MemoryPlan] fits: rows first, then their
  /// length, then the model. What does not fit even then is refused when it is begun.
  ///
  /// @param asked `MODEL_SIZE`, which is not changed
  public static Tuning of(MachineProfile profile, Optional<ModelSize> asked) {
    ModelSize size = asked.orElse(profile.size());
    int longest = Math.min(profile.sequenceTokens(), size.defaults().sequenceTokens());
    ModelSize smallest = asked.orElse(ModelSize.NANO);
    Tuning tuning = new Tuning(size, longest, profile.rows());
    while (!tuning.fits(profile.machine().availableBytes()) && tuning.canShrink(smallest)) {
      tuning = tuning.smaller();
    }
    return tuning;
  }

  private boolean fits(long availableBytes) {
    Recipe standard = Recipe.of(size, 0);
    Recipe recipe =
        new Recipe(
            size,
            size.dimensions(),
            standard.vocabulary(),
            sequenceTokens,
            rows,
            1,
            standard.learningRate(),
            standard.warmupSteps(),
            standard.weightDecay(),
            0);
    ModelConfiguration model = recipe.model(standard.vocabulary());
    return MemoryPlan.of(model, recipe).totalBytes() <= availableBytes;
  }

  private boolean canShrink(ModelSize smallest) {
    return rows > 1 || sequenceTokens > SHORTEST || size != smallest;
  }

  private Tuning smaller() {
    if (rows > 1) {
      return new Tuning(size, sequenceTokens, rows - 1);
    } else if (sequenceTokens > SHORTEST) {
      return new Tuning(size, Math.max(SHORTEST, sequenceTokens / 2), rows);
    }
    return new Tuning(ModelSize.values()[size.ordinal() - 1], sequenceTokens, rows);
  }

  /// Tokens of a row of a size.
  public int sequenceOf(ModelSize asked) {
    return Math.min(sequenceTokens, asked.defaults().sequenceTokens());
  }
}
