package aifactory.inference.sample;

import java.util.Map;
import java.util.OptionalLong;

/// How tokens are chosen. Neutral values switch a rule off.
///
/// @param temperature 0 = always the best token
/// @param topK 0 = off
/// @param topP 1 = off
/// @param minP 0 = off
/// @param repetitionPenalty 1 = off
/// @param presencePenalty 0 = off
/// @param frequencyPenalty 0 = off
/// @param logitBias added to the scores of these tokens; empty = off
/// @param seed the same seed, prompt and bundle give the same text; empty = a new one each time
public record SamplingSettings(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetitionPenalty,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    OptionalLong seed) {

  /// The same with this seed.
  public SamplingSettings seeded(long other) {
    return new SamplingSettings(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        OptionalLong.of(other));
  }

  /// The best token each time, nothing else.
  public static final SamplingSettings GREEDY =
      new SamplingSettings(0, 0, 1, 0, 1, 0, 0, Map.of(), OptionalLong.empty());

  /// The reference system's defaults for `/api/generate`.
  public static final SamplingSettings REFERENCE =
      new SamplingSettings(0.8, 50, 0.95, 0, 1.08, 0, 0, Map.of(), OptionalLong.empty());

  /// OpenAI's defaults.
  public static final SamplingSettings OPENAI =
      new SamplingSettings(1, 0, 1, 0, 1, 0, 0, Map.of(), OptionalLong.empty());
}
