package aifactory.trainer.recipe;

import aifactory.trainer.model.ModelConfiguration;

/// What holds where `MODEL_SIZE`, `TRAIN_SEQ_LEN` and `TRAIN_BATCH_SIZE` say nothing.
///
/// @param size catalogue line
/// @param sequenceTokens longest row
/// @param rows of a part
public record Tuning(ModelSize size, int sequenceTokens, int rows) {
  private static final int SHORTEST = 96;

  /// Without `AUTO_TUNE`.
  public static final Tuning OFF =
      new Tuning(ModelSize.NANO, ModelSize.NANO.defaults().sequenceTokens(), 4);

  /// What a profile suggests, made smaller until its [MemoryPlan] fits: rows first, then their
  /// length, then the model. What does not fit even then is refused when it is begun.
  public static Tuning of(MachineProfile profile) {
    Tuning tuning = new Tuning(profile.size(), profile.sequenceTokens(), profile.rows());
    while (!tuning.fits(profile.machine().availableBytes()) && tuning.canShrink()) {
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

  private boolean canShrink() {
    return rows > 1 || sequenceTokens > SHORTEST || size != ModelSize.NANO;
  }

  private Tuning smaller() {
    if (rows > 1) {
      return new Tuning(size, sequenceTokens, rows - 1);
    } else if (sequenceTokens > SHORTEST) {
      return new Tuning(size, Math.max(SHORTEST, sequenceTokens / 2), rows);
    }
    return new Tuning(ModelSize.values()[size.ordinal() - 1], sequenceTokens, rows);
  }

  /// Rows of a size: of another one than was tuned never longer than it suggests itself.
  public int sequenceOf(ModelSize asked) {
    return asked == size
        ? sequenceTokens
        : Math.min(sequenceTokens, asked.defaults().sequenceTokens());
  }
}
