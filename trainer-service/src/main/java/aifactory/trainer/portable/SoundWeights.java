package aifactory.trainer.portable;

import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Weights that are all there, of the right shapes and finite.
final class SoundWeights {
  private static final String HEAD = "lm_head.weight";
  private static final String EMBEDDING = "model.embed_tokens.weight";

  private SoundWeights() {}

  static SortedMap<String, Tensor> of(ModelConfiguration model, Map<String, Tensor> given) {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    Set<String> left = new HashSet<>(given.keySet());
    for (ParameterLayout parameter : ParameterLayout.of(model)) {
      Tensor tensor;
      try {
        tensor = parameter.in(given);
      } catch (IllegalArgumentException e) {
        throw new RefusedModelException("tensor " + e.getMessage());
      }
      requireFinite(parameter.name(), tensor);
      weights.put(parameter.name(), tensor);
      left.remove(parameter.name());
    }
    left.removeIf(name -> name.endsWith("rotary_emb.inv_freq")); // follows from rope_theta
    if (model.tiedEmbeddings() && left.remove(HEAD)) {
      requireEqual(given);
    }
    if (!left.isEmpty()) {
      throw new RefusedModelException(
          "tensor %s is not part of a %s of %d layers (%d such tensors)"
              .formatted(
                  left.stream().min(String::compareTo).orElse(""),
                  model.name(),
                  model.layers(),
                  left.size()));
    }
    return weights;
  }

  private static void requireFinite(String name, Tensor tensor) {
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new RefusedModelException(
            "tensor %s holds %s at index %d".formatted(name, values[i], i));
      }
    }
  }

  private static void requireEqual(Map<String, Tensor> given) {
    Tensor head = given.get(HEAD);
    Tensor embedding = given.get(EMBEDDING);
    if (head == null || embedding == null || !Arrays.equals(head.values(), embedding.values())) {
      throw new RefusedModelException(
          "tensor " + HEAD + " differs from the embedding, though the configuration ties them");
    }
  }
}
