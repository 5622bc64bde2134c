package aifactory.trainer.export;

import static aifactory.trainer.export.GraphNodes.FUSED;
import static aifactory.trainer.export.GraphNodes.STANDARD;

import ai.onnx.proto.OnnxMl.GraphProto;
import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.util.Map;

/// Products with matrices, stored as the bundle wants them.
final class MatrixNodes {
  /*
   * MatMulNBits multiplies with a matrix [N, K] in blocks of 32 along K: q·scale − zero·scale with zero 8
   * of 4 bits and 128 of 8 bits; in 4 bits the even number lies in the low nibble. Accuracy level 4 =
   * products in 8-bit integers: with less it is four times slower.
   */
  private static final int BLOCK = 32;
  private static final long ACCURACY_LEVEL = 4;
  private final GraphProto.Builder graph;
  private final GraphNodes nodes;
  private final ExternalWeights data;
  private final MatrixStorage storage;

  MatrixNodes(
      GraphProto.Builder graph, GraphNodes nodes, ExternalWeights data, MatrixStorage storage) {
    this.graph = graph;
    this.nodes = nodes;
    this.data = data;
    this.storage = storage;
  }

  MatrixStorage storage() {
    return storage;
  }

  /// x·Wᵀ with W as Hugging Face stores it, `[outputs, inputs]`.
  String product(String name, String input, Tensor weight) throws IOException {
    if (storage != MatrixStorage.FP32) {
      return packed(name, input, weight, storage.bits());
    }
    graph.addInitializer(data.add(name + ".transposed", LinearWeights.transposed(weight)));
    return nodes.add(STANDARD, "MatMul", name, Map.of(), input, name + ".transposed");
  }

  /// The product that makes logits: near ties are decided here, so it has 8 bits at least.
  String head(String name, String input, Tensor weight) throws IOException {
    return packed(name, input, weight, MatrixStorage.INT8.bits());
  }

  /// x + bias.
  String plus(String name, String input, Tensor bias) throws IOException {
    graph.addInitializer(data.add(name, bias));
    return nodes.add(STANDARD, "Add", name + ".added", Map.of(), input, name);
  }

  private String packed(String name, String input, Tensor weight, int bits) throws IOException {
    int outputs = (int) weight.shape()[0];
    int inputs = (int) weight.shape()[1];
    int blocks = Math.ceilDiv(inputs, BLOCK);
    int blockBytes = BLOCK * bits / Byte.SIZE;
    byte[] numbers = new byte[Math.multiplyExact(outputs * blocks, blockBytes)];
    float[] scales = new float[outputs * blocks];
    for (int row = 0; row < outputs; row++) {
      for (int block = 0; block < blocks; block++) {
        float[] values = new float[BLOCK];
        int from = row * inputs + block * BLOCK;
        System.arraycopy(weight.values(), from, values, 0, Math.min(BLOCK, inputs - block * BLOCK));
        int at = row * blocks + block;
        scales[at] = pack(values, bits, numbers, at * blockBytes);
      }
    }
    graph.addInitializer(data.add(name + ".packed", numbers, outputs, blocks, blockBytes));
    graph.addInitializer(
        data.add(name + ".scales", new Tensor(new long[] {(long) outputs * blocks}, scales)));
    return nodes.add(
        FUSED,
        "MatMulNBits",
        name,
        Map.of(
            "K", (long) inputs,
            "N", (long) outputs,
            "bits", (long) bits,
            "block_size", (long) BLOCK,
            "accuracy_level", ACCURACY_LEVEL),
        input,
        name + ".packed",
        name + ".scales");
  }

  /// Packs a block and returns its scale.
  private static float pack(float[] values, int bits, byte[] numbers, int at) {
    float furthest = 0; // its sign is kept: that end of the levels reaches one further
    for (float value : values) {
      furthest = Math.abs(value) > Math.abs(furthest) ? value : furthest;
    }
    int half = 1 << (bits - 1);
    float scale = furthest / -half;
    float inverse = scale == 0 ? 0 : 1 / scale;
    for (int i = 0; i < BLOCK; i++) {
      int level = Math.clamp(Math.round(values[i] * inverse) + half, 0, 2 * half - 1);
      if (bits == Byte.SIZE) {
        numbers[at + i] = (byte) level;
      } else {
        numbers[at + i / 2] |= (byte) (i % 2 == 0 ? level : level << 4);
      }
    }
    return scale;
  }
}
