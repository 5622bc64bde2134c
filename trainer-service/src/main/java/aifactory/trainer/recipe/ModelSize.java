package aifactory.trainer.recipe;

import aifactory.contract.manifest.ModelPreset;
import aifactory.trainer.model.ModelConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The catalogue of sizes, `MODEL_SIZE`. Layers, heads and widths are the reference system's; the
/// blocks are Llama's, so parameters agree within 3 %.
public enum ModelSize {
  /// For a first minute on two cores: 1.05 M parameters.
  NANO(new Defaults(2048, 256, 3e-3, 8), ModelPreset.NANO),
  /// 5.2 M parameters at a vocabulary of 8,000.
  TINY(new Defaults(8000, 512, 3e-4, 20), ModelPreset.TINY),
  /// 29.3 M parameters at a vocabulary of 8,000.
  SMALL(new Defaults(8000, 512, 3e-4, 20), ModelPreset.SMALL),
  /// 91.1 M parameters at a vocabulary of 8,000.
  BASE(new Defaults(8000, 512, 3e-4, 20), ModelPreset.BASE),
  /// 209.5 M parameters at a vocabulary of 8,000.
  MEDIUM(new Defaults(8000, 512, 3e-4, 20), ModelPreset.MEDIUM),
  /// 335 M parameters at a vocabulary of 32,000; layers, heads and width of GPT-2's medium model,
  /// as the next ones have those of its largest and of GPT-J. They are for GPUs.
  GPT_SMALL(new Defaults(32_000, 1024, 3e-4, 20), ModelPreset.GPT_SMALL),
  /// 1.53 B parameters at a vocabulary of 32,000.
  GPT_MEDIUM(new Defaults(32_000, 1024, 2e-4, 20), ModelPreset.GPT_MEDIUM),
  /// 5.77 B parameters at a vocabulary of 32,000.
  GPT_LARGE(new Defaults(32_000, 2048, 1.2e-4, 20), ModelPreset.GPT_LARGE);

  private static final int FEED_FORWARD_MULTIPLE = 16;

  private final Defaults defaults;
  private final ModelPreset shape;
  private final Dimensions dimensions;

  /// What a size suggests where nothing is set.
  ///
  /// @param vocabulary `TRAIN_VOCAB_SIZE`
  /// @param sequenceTokens `TRAIN_SEQ_LEN`
  /// @param learningRate `TRAIN_LR`
  /// @param validationBatches `VAL_EVAL_BATCHES`
  public record Defaults(
      int vocabulary, int sequenceTokens, double learningRate, int validationBatches) {}

  /// @param layers `TRAIN_N_LAYER`
  /// @param heads `TRAIN_N_HEAD`
  /// @param width `TRAIN_N_EMBD`
  public record Dimensions(int layers, int heads, int width) {}

  ModelSize(Defaults defaults, ModelPreset shape) {
    this.defaults = defaults;
    this.shape = shape;
    this.dimensions = new Dimensions(shape.layers(), shape.heads(), shape.width());
  }

  /// The size of that name.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static ModelSize named(String name) {
    return Stream.of(values())
        .filter(size -> size.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("MODEL_SIZE " + name + " is none of " + labels()));
  }

  static List<String> labels() {
    return Stream.of(values()).map(ModelSize::label).toList();
  }

  /// Its name in settings and events.
  public String label() {
    return shape.label();
  }

  public Defaults defaults() {
    return defaults;
  }

  public Dimensions dimensions() {
    return dimensions;
  }

  /// The model of this size, or with other dimensions where they were overridden.
  ///
  /// @param vocabulary tokens the tokenizer has
  /// @param contextTokens longest row
  public ModelConfiguration model(Dimensions wanted, int vocabulary, int contextTokens) {
    if (this == NANO && wanted.equals(dimensions)) {
      ModelConfiguration nano = ModelConfiguration.nano(vocabulary);
      return nano.withContext(nano.name(), Math.max(contextTokens, nano.contextTokens()));
    }
    return new ModelConfiguration(
        label(),
        vocabulary,
        wanted.width(),
        wanted.layers(),
        wanted.heads(),
        wanted.heads(),
        feedForward(wanted.width()),
        contextTokens,
        10_000,
        1e-5,
        true);
  }

  /// 8/3 of the width (Shazeer 2020: a gated feed-forward of the parameters of an ungated 4×), up
  /// to the next multiple that vector units like.
  private static int feedForward(int width) {
    int exact = Math.ceilDiv(8 * width, 3);
    return Math.ceilDiv(exact, FEED_FORWARD_MULTIPLE) * FEED_FORWARD_MULTIPLE;
  }
}
