package aifactory.inference.sample;

/// Plug point: one rule that changes how likely the next tokens are.
///
/// A sampler rescores or removes candidates, never adds one, always leaves at least one, and
/// decides by its arguments alone: the same candidates and history give the same result. A new one
/// is one class and one line in [SamplerCatalogue].
@FunctionalInterface
public interface Sampler {
  void adjust(Candidates candidates, TokenHistory history);
}
