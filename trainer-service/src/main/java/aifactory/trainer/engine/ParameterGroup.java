package aifactory.trainer.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/// Parameters with one weight decay, as the lists that the program's `update` takes. The lists hold
/// the tensors themselves: an update in place is seen through all of them.
final class ParameterGroup implements AutoCloseable {
  private final double decay;
  private final List<PtNDArray> parameters = new ArrayList<>();
  private final List<PtNDArray> gradients = new ArrayList<>();
  private final List<PtNDArray> firstMoments = new ArrayList<>();
  private final List<PtNDArray> secondMoments = new ArrayList<>();
  private final List<PtNDArray> steps = new ArrayList<>();
  private final List<IValue> lists = new ArrayList<>();

  ParameterGroup(double decay) {
    this.decay = decay;
  }

  void add(PtNDArray p, PtNDArray g, PtNDArray m, PtNDArray v, PtNDArray step) {
    parameters.add(p);
    gradients.add(g);
    firstMoments.add(m);
    secondMoments.add(v);
    steps.add(step);
  }

  /// The five lists, made once after the last `add`.
  List<IValue> lists() {
    if (lists.isEmpty()) {
      for (var tensors : List.of(parameters, gradients, firstMoments, secondMoments, steps)) {
        lists.add(IValue.listFrom(tensors.toArray(PtNDArray[]::new)));
      }
    }
    return lists;
  }

  double decay() {
    return decay;
  }

  @Override
  public void close() {
    lists.forEach(IValue::close);
  }
}
