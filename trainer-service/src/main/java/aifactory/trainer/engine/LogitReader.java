package aifactory.trainer.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.ParameterLayout;
import aifactory.trainer.model.RotaryTable;
import aifactory.trainer.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A model in native memory that is only read: its weights once, without gradients and moments. One
/// thread.
public final class LogitReader implements AutoCloseable {
  private final ModelConfiguration model;
  private final NativeProgram program;
  private final List<IValue> arguments;

  private LogitReader(
      ModelConfiguration model, Map<String, Tensor> weights, EngineSettings settings) {
    this.model = model;
    this.program = new NativeProgram(model, settings);
    PtNDArray[] parameters =
        ParameterLayout.of(model).stream()
            .map(parameter -> program.keep(parameter.in(weights)))
            .toArray(PtNDArray[]::new);
    RotaryTable rotary = RotaryTable.of(model);
    this.arguments =
        List.of(
            IValue.from(program.keep(rotary.cosines().twiceAcross())),
            IValue.from(program.keep(rotary.sines().twiceAcross())),
            IValue.listFrom(parameters));
  }

  /// Opens a model; fails with the tensor's name when one is missing or of another shape.
  public static LogitReader open(
      ModelConfiguration model, Map<String, Tensor> weights, EngineSettings settings) {
    return new LogitReader(model, weights, settings);
  }

  public ModelConfiguration model() {
    return model;
  }

  /// `[T][V]`: what the model expects after each token.
  public float[][] logits(int[] tokens) {
    int V = model.vocabularySize();
    float[] flat = call("forward", tokens);
    float[][] logits_TV = new float[tokens.length][];
    Arrays.setAll(logits_TV, t -> Arrays.copyOfRange(flat, t * V, (t + 1) * V));
    return logits_TV;
  }

  /// `[V]`: what the model expects after the last token.
  public float[] next(int[] tokens) {
    return call("next", tokens);
  }

  private float[] call(String method, int[] tokens) {
    int[][] rows = {tokens};
    TokenRows.require(model, rows, 0);
    try (PtNDManager scope = program.scope();
        IValue input = IValue.from(TokenRows.block(scope, rows, 0, 1, 0, tokens.length))) {
      return program.numbers(method, input, arguments.get(0), arguments.get(1), arguments.get(2));
    }
  }

  @Override
  public void close() {
    arguments.forEach(IValue::close);
    program.close();
  }
}
