package aifactory.trainer.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Everything the optimizer's next update depends on, by Hugging Face tensor names.
///
/// @param weights the model
/// @param firstMoments running mean of each gradient
/// @param secondMoments running mean of each squared gradient
/// @param step updates done
public record TrainingState(
    Map<String, Tensor> weights,
    Map<String, Tensor> firstMoments,
    Map<String, Tensor> secondMoments,
    long step) {

  /// These weights with which another run begins: nothing is known of its gradients yet.
  public TrainingState asBeginning() {
    Map<String, Tensor> zeros = new TreeMap<>();
    weights.forEach((name, tensor) ->
        zeros.put(name, new Tensor(tensor.shape(), new float[tensor.values().length])));
    return new TrainingState(weights, zeros, zeros, 0);
  }

  /// Checks that the three maps name exactly the tensors of the model, in their shapes.
  public void requireFits(ModelConfiguration model) {
    requireFits("weights", weights, model);
    requireFits("first moments", firstMoments, model);
    requireFits("second moments", secondMoments, model);
  }

  private static void requireFits(
      String what, Map<String, Tensor> tensors, ModelConfiguration model) {
    List<ParameterLayout> layout = ParameterLayout.of(model);
    try {
      layout.forEach(parameter -> parameter.in(tensors));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + " do not fit " + model.name(), e);
    }
    if (tensors.size() != layout.size()) {
      throw new IllegalArgumentException(
          what + " hold tensors that " + model.name() + " does not know: " + tensors.keySet());
    }
  }
}
