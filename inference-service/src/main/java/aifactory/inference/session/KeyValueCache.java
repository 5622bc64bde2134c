package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keys and values of one text, `[1, K, S, E]` per layer, in direct buffers made once. The same
/// tensors are past and present of a step: the operator writes the new positions in place and
/// nothing is copied. For one thread at a time.
final class KeyValueCache implements AutoCloseable {
  private final Map<String, OnnxTensor> past = new HashMap<>();
  private final Map<String, OnnxTensor> present = new HashMap<>();
  private final List<OnnxTensor> owned = new ArrayList<>();
  private final int contextTokens;
  private int length;

  KeyValueCache(OrtEnvironment environment, GenerationConfiguration shape) throws OrtException {
    this.contextTokens = shape.contextTokens();
    for (int layer = 0; layer < shape.layers(); layer++) {
      OnnxTensor key = allocate(environment, shape);
      OnnxTensor value = allocate(environment, shape);
      past.put(DecoderGraph.pastKey(layer), key);
      past.put(DecoderGraph.pastValue(layer), value);
      present.put(DecoderGraph.presentKey(layer), key);
      present.put(DecoderGraph.presentValue(layer), value);
    }
  }

  private OnnxTensor allocate(OrtEnvironment environment, GenerationConfiguration shape)
      throws OrtException {
    long[] shape_1KSE = {1, shape.keyValueHeads(), shape.contextTokens(), shape.headWidth()};
    long floats = shape_1KSE[1] * shape_1KSE[2] * shape_1KSE[3];
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape_1KSE);
    owned.add(tensor);
    return tensor;
  }

  Map<String, OnnxTensor> past() {
    return past;
  }

  Map<String, OnnxTensor> present() {
    return present;
  }

  /// Positions in use.
  int length() {
    return length;
  }

  /// Counts positions that a step wrote.
  void grow(int tokens) {
    length += tokens;
  }

  /// Whether so many more positions fit.
  boolean hasRoomFor(int tokens) {
    return length + tokens <= contextTokens;
  }

  /// Forgets the text; what the buffers hold beyond the length is never read.
  void reset() {
    length = 0;
  }

  @Override
  public void close() {
    owned.forEach(OnnxTensor::close);
  }
}
