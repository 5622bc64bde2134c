package aifactory.inference.sample;

import java.util.ArrayList;
import java.util.List;

/// Every sampler, in the order in which they act (Hugging Face's): penalties on raw scores,
/// temperature, then cuts from coarse to fine.
public final class SamplerCatalogue {
  private SamplerCatalogue() {}

  /// The samplers that these settings switch on.
  public static List<Sampler> of(SamplingSettings settings) {
    List<Sampler> samplers = new ArrayList<>();
    if (!settings.logitBias().isEmpty()) {
      samplers.add(new LogitBias(settings.logitBias()));
    }
    if (settings.repetitionPenalty() != 1) {
      samplers.add(new RepetitionPenalty(settings.repetitionPenalty()));
    }
    if (settings.presencePenalty() != 0 || settings.frequencyPenalty() != 0) {
      samplers.add(new OccurrencePenalty(settings.presencePenalty(), settings.frequencyPenalty()));
    }
    if (settings.temperature() > 0 && settings.temperature() != 1) {
      samplers.add(new Temperature(settings.temperature()));
    }
    if (settings.topK() > 0) {
      samplers.add(new TopK(settings.topK()));
    }
    if (settings.topP() < 1) {
      samplers.add(new TopP(settings.topP()));
    }
    if (settings.minP() > 0) {
      samplers.add(new MinP(settings.minP()));
    }
    return List.copyOf(samplers);
  }
}
