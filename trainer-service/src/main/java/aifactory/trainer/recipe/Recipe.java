package aifactory.trainer.recipe;

import aifactory.trainer.model.ModelConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One full run, complete: what is learned from which rows at which rate.
///
/// @param size catalogue line it came from
/// @param dimensions of the model, overrides applied
/// @param vocabulary tokens the tokenizer may learn
/// @param sequenceTokens T, tokens a row predicts
/// @param rows B, rows of one part
/// @param parts rows of a step = rows × parts (`TRAIN_GRAD_ACCUM_STEPS`)
/// @param learningRate peak
/// @param warmupSteps steps until the peak
/// @param weightDecay of matrices
/// @param seed of weights and draws
public record Recipe(
    ModelSize size,
    ModelSize.Dimensions dimensions,
    int vocabulary,
    int sequenceTokens,
    int rows,
    int parts,
    double learningRate,
    int warmupSteps,
    double weightDecay,
    long seed) {

  /// The recipe of a size as it stands in the catalogue.
  public static Recipe of(ModelSize size, long seed) {
    ModelSize.Defaults defaults = size.defaults();
    return new Recipe(
        size,
        size.dimensions(),
        defaults.vocabulary(),
        defaults.sequenceTokens(),
        4,
        1,
        defaults.learningRate(),
        20,
        0.1,
        seed);
  }

  /// The model, once the tokenizer is known.
  public ModelConfiguration model(int learnedTokens) {
    return size.model(dimensions, learnedTokens, sequenceTokens);
  }

  /// Tokens drawn for one step.
  public long tokensPerStep() {
    return (long) rows * parts * sequenceTokens;
  }

  /// What the manifest and every checkpoint say of it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("size", size.label());
    map.put("vocabulary", vocabulary);
    map.put("sequenceTokens", sequenceTokens);
    map.put("rows", rows);
    map.put("parts", parts);
    map.put("learningRate", learningRate);
    map.put("warmupSteps", warmupSteps);
    map.put("weightDecay", weightDecay);
    map.put("seed", seed);
    return map;
  }
}
