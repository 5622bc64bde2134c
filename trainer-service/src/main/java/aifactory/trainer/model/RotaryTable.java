package aifactory.trainer.model;

/// Cosines and sines of rotary positions (Su et al. 2021, arXiv:2104.09864), in Hugging Face's
/// half-split layout: component i turns together with component i + E/2.
///
/// Position s turns pair i by the angle s·θ^(−2i/E), for i in 0 … E/2 − 1, divided as the model's
/// [RopeScaling] says. Computed in double and rounded once, by the trainer and the exported graph
/// alike.
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
    double[] angles = angles(model);
    for (int s = 0; s < S; s++) {
      for (int i = 0; i < half; i++) {
        double angle = s * angles[i];
        cosines[s * half + i] = (float) StrictMath.cos(angle);
        sines[s * half + i] = (float) StrictMath.sin(angle);
      }
    }
    long[] shape = {S, half};
    return new RotaryTable(new Tensor(shape, cosines), new Tensor(shape.clone(), sines));
  }

  private static double[] angles(ModelConfiguration model) {
    double[] divisors = divisors(model);
    double[] angles = new double[divisors.length];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = StrictMath.pow(model.ropeTheta(), -(double) i / angles.length) / divisors[i];
    }
    return angles;
  }

  /// What the angle of each pair is divided by; all ones without scaling.
  public static double[] divisors(ModelConfiguration model) {
    double[] divisors = new double[model.headWidth() / 2];
    RopeScaling scaling = model.attention().scaling();
    for (int i = 0; i < divisors.length; i++) {
      double angle = StrictMath.pow(model.ropeTheta(), -(double) i / divisors.length);
      divisors[i] = scaling == null ? 1 : scaling.divisor(angle);
    }
    return divisors;
  }
}
