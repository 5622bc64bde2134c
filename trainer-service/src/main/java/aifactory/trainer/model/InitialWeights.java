package aifactory.trainer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The weights a run starts from, a function of dimensions and seed alone.
///
/// Every matrix is drawn with variance 1/fan-in, so that a sum over its inputs keeps the scale of
/// its inputs. The draw is uniform on ±√(3/fan-in): the same variance as the usual normal, and
/// exact on every platform, which a logarithm or exponential is not.
public final class InitialWeights {
  private InitialWeights() {}

  /// Draws all tensors. Each has a generator of its own, so adding a layer changes no other tensor.
  public static Map<String, Tensor> of(ModelConfiguration model, long seed) {
    List<ParameterLayout> layout = ParameterLayout.of(model);
    Map<String, Tensor> weights = new TreeMap<>();
    for (ParameterLayout parameter : layout) {
      float[] values = new float[Math.toIntExact(parameter.elements())];
      if (parameter.fanIn() == 0) {
        Arrays.fill(values, parameter.rest());
      } else {
        double bound = Math.sqrt(3.0 / parameter.fanIn());
        // A Java string's hash is specified, so it is part of the recipe.
        SplittableRandom random = new SplittableRandom(seed * 31 + parameter.name().hashCode());
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
      }
      weights.put(parameter.name(), new Tensor(parameter.dimensions(), values));
    }
    return weights;
  }
}
