package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import aifactory.contract.bundle.DecoderGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Inputs and outputs of a step over certain rows, made once over direct buffers and rewritten in
/// place. For one thread at a time.
final class StepTensors implements AutoCloseable {
  private final OrtEnvironment environment;
  private final int rows;
  private final LongBuffer tokens_BT;
  private final IntBuffer lastPosition_B;
  private final IntBuffer totalLength;
  private final LongBuffer wanted_B;
  private final FloatBuffer logits_BV;
  private final List<OnnxTensor> owned = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();

  /// @param tokens most new tokens per row
  StepTensors(
      OrtEnvironment environment,
      KeyValueStore store,
      int firstRow,
      int rows,
      int tokens,
      int vocabulary)
      throws OrtException {
    this.environment = environment;
    this.rows = rows;
    this.tokens_BT = bytes(rows * tokens * Long.BYTES).asLongBuffer();
    this.lastPosition_B = bytes(rows * Integer.BYTES).asIntBuffer();
    this.totalLength = bytes(Integer.BYTES).asIntBuffer();
    this.wanted_B = bytes(rows * Long.BYTES).asLongBuffer();
    this.logits_BV = bytes(rows * vocabulary * Float.BYTES).asFloatBuffer();
    long[] each = {rows};
    inputs.putAll(store.tensors(environment, firstRow, rows, true));
    inputs.put(
        DecoderGraph.SEQLENS_K, kept(OnnxTensor.createTensor(environment, lastPosition_B, each)));
    inputs.put(
        DecoderGraph.TOTAL_SEQUENCE_LENGTH,
        kept(OnnxTensor.createTensor(environment, totalLength, new long[] {})));
    inputs.put(
        DecoderGraph.LOGITS_ROWS, kept(OnnxTensor.createTensor(environment, wanted_B, each)));
    outputs.putAll(store.tensors(environment, firstRow, rows, false));
    outputs.put(
        DecoderGraph.LOGITS,
        kept(OnnxTensor.createTensor(environment, logits_BV, new long[] {rows, vocabulary})));
  }

  private OnnxTensor kept(OnnxTensor tensor) {
    owned.add(tensor);
    return tensor;
  }

  /// Writes what the next step is about: the new tokens of each row, and how long each row is.
  void fill(int[] lengths, int[][] tokens) {
    int each = tokens[0].length;
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      int after = lengths[row] + each;
      for (int t = 0; t < each; t++) {
        tokens_BT.put(row * each + t, tokens[row][t]);
      }
      lastPosition_B.put(row, after - 1);
      wanted_B.put(row, (long) row * each + each - 1);
      longest = Math.max(longest, after);
    }
    totalLength.put(0, longest);
  }

  /// The new tokens, `[B, T]`; close it after the step.
  OnnxTensor tokens(int each) throws OrtException {
    return OnnxTensor.createTensor(
        environment, tokens_BT.slice(0, rows * each), new long[] {rows, each});
  }

  Map<String, OnnxTensor> inputs() {
    return inputs;
  }

  Map<String, OnnxTensor> outputs() {
    return outputs;
  }

  /// Reads the scores of all rows into the beginning of an array.
  void scores(float[] into) {
    logits_BV.get(0, into, 0, logits_BV.capacity());
  }

  @Override
  public void close() {
    owned.forEach(OnnxTensor::close);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
