package aifactory.trainer.export;

import aifactory.trainer.model.Attention;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.RotaryTable;
import aifactory.trainer.model.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// A model whose heads are as wide as ONNX Runtime's attention wants them: a multiple of 16. What
/// is added is zero and changes no result.
///
/// @param model with the wider heads
/// @param rotary as wide; what is added does not turn
/// @param scale of the products of queries and keys: that of the true width
record HeadPadding(
    ModelConfiguration model, Map<String, Tensor> weights, RotaryTable rotary, double scale) {
  private static final int MULTIPLE = 16;

  static HeadPadding of(ModelConfiguration model, Map<String, Tensor> weights) {
    double scale = 1 / Math.sqrt(model.headWidth());
    if (paddedWidth(model) == model.headWidth()) {
      return new HeadPadding(model, weights, RotaryTable.of(model), scale);
    }
    if (model.attention().normedHeads()) {
      throw new ExportException(
          "heads of width " + model.headWidth() + " that are normed cannot be written as ONNX");
    }
    Map<String, Tensor> padded = new TreeMap<>(weights);
    padded.replaceAll((name, tensor) -> padded(name, tensor, model));
    RotaryTable table = RotaryTable.of(model);
    int missing = (paddedWidth(model) - model.headWidth()) / 2;
    RotaryTable wider =
        new RotaryTable(widened(table.cosines(), missing, 1), widened(table.sines(), missing, 0));
    return new HeadPadding(withHeadWidth(model, paddedWidth(model)), padded, wider, scale);
  }

  /// Width of the heads in the graph and in its cache.
  static int paddedWidth(ModelConfiguration model) {
    return Math.ceilDiv(model.headWidth(), MULTIPLE) * MULTIPLE;
  }

  boolean isWider() {
    return Math.abs(scale - 1 / Math.sqrt(model.headWidth())) > 1e-12;
  }

  private static ModelConfiguration withHeadWidth(ModelConfiguration model, int headWidth) {
    Attention attention = model.attention();
    return new ModelConfiguration(
        model.name(),
        model.vocabularySize(),
        model.width(),
        model.layers(),
        model.heads(),
        model.keyValueHeads(),
        model.feedForwardWidth(),
        model.contextTokens(),
        model.ropeTheta(),
        model.normEpsilon(),
        model.tiedEmbeddings(),
        new Attention(
            headWidth,
            attention.biases(),
            attention.normedHeads(),
            attention.window(),
            attention.scaling()));
  }

  private static Tensor padded(String name, Tensor tensor, ModelConfiguration model) {
    int E = model.headWidth();
    int wide = paddedWidth(model);
    if (name.contains(".q_proj.") || name.contains(".k_proj.")) {
      return rows(tensor, E / 2, wide / 2); // both halves of a head grow at their ends
    }
    if (name.contains(".v_proj.")) {
      return rows(tensor, E, wide);
    }
    return name.contains(".o_proj.")
        ? LinearWeights.transposed(rows(LinearWeights.transposed(tensor), E, wide))
        : tensor;
  }

  /// Every group of rows with rows of zeros behind it.
  private static Tensor rows(Tensor matrix, int group, int padded) {
    int rows = (int) matrix.shape()[0];
    int columns = matrix.values().length / rows;
    float[] wider = new float[rows / group * padded * columns];
    for (int first = 0; first < rows; first += group) {
      System.arraycopy(
          matrix.values(),
          first * columns,
          wider,
          first / group * padded * columns,
          group * columns);
    }
    long[] shape = matrix.shape().clone();
    shape[0] = (long) rows / group * padded;
    return new Tensor(shape, wider);
  }

  /// `[S, M]` → `[S, M + missing]`.
  private static Tensor widened(Tensor table, int missing, float value) {
    int S = (int) table.shape()[0];
    int width = (int) table.shape()[1];
    float[] wider = new float[S * (width + missing)];
    Arrays.fill(wider, value);
    for (int s = 0; s < S; s++) {
      System.arraycopy(table.values(), s * width, wider, s * (width + missing), width);
    }
    return new Tensor(new long[] {S, (long) width + missing}, wider);
  }
}
