package aifactory.trainer.model;

/// Cosines and sines of rotary positions (Su et al. 2021, arXiv:2104.09864), in Hugging Face's
/// half-split layout: component i turns together with component i + E/2.
///
/// Position s turns pair i by the angle s·θ^(−2i/E), for i in 0 … E/2 − 1. Computed in double and
/// rounded once, by the trainer and the exported graph alike.
///
/// @param cosines `[S, E/2]`
/// @param sines `[S, E/2]`
public record RotaryTable(Tensor cosines, Tensor sines) {
  /// The table of a model's whole context window.
  public static RotaryTable of(ModelConfiguration model) {
    int S = model.contextTokens();
    int half = model.headWidth() / 2;
    float[] cosines = new float[S * half];
    float[] sines = new float[S * half];
    for (int s = 0; s < S; s++) {
      for (int i = 0; i < half; i++) {
        double angle = s * StrictMath.pow(model.ropeTheta(), -(double) i / half);
        cosines[s * half + i] = (float) StrictMath.cos(angle);
        sines[s * half + i] = (float) StrictMath.sin(angle);
      }
    }
    long[] shape = {S, half};
    return new RotaryTable(new Tensor(shape, cosines), new Tensor(shape.clone(), sines));
  }
}
