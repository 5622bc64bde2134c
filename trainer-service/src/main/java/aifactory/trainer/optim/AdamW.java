package aifactory.trainer.optim;

/// Constants of AdamW with a clipped gradient.
///
/// With g the gradient scaled to a global norm of at most `maxGradientNorm`, t the number of the
/// update, η the learning rate:
///
/// ```
/// m ← β₁m + (1−β₁)g        v ← β₂v + (1−β₂)g²
/// w ← w − ηλw − η · (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)      λ only on matrices
/// ```
///
/// @param beta1 β₁
/// @param beta2 β₂; 0.95 as GPT-3 and Llama use it for language
/// @param epsilon ε
/// @param weightDecay λ
/// @param maxGradientNorm limit of the global L2 norm
public record AdamW(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {
  public AdamW {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("betas must lie in [0,1): " + beta1 + ", " + beta2);
    }
    if (!(epsilon > 0) || !(weightDecay >= 0) || !(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "epsilon and maxGradientNorm must be positive, weightDecay not negative");
    }
  }

  /// What every recipe starts from.
  public static AdamW standard() {
    return new AdamW(0.9, 0.95, 1e-8, 0.1, 1.0);
  }

  /// By what the gradient is multiplied. The 1e-6 keeps a gradient of norm exactly at the limit
  /// from growing by rounding, as in PyTorch's `clip_grad_norm_`.
  public double clipScale(double gradientNorm) {
    return Math.min(1.0, maxGradientNorm / (gradientNorm + 1e-6));
  }
}
