package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One row (B = 1): a cache and the small tensors of a step, made once over direct buffers and
/// rewritten in place. For one thread at a time.
final class DecoderLane implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final KeyValueCache cache;
  private final LongBuffer token = longs(1);
  private final IntBuffer lastPosition = ints(1);
  private final IntBuffer totalLength = ints(1);
  private final LongBuffer wantedRow = longs(1);
  private final FloatBuffer scores;
  private final float[] logits_V;
  private final OnnxTensor token_11;
  private final List<OnnxTensor> small = new ArrayList<>();
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();

  DecoderLane(OrtEnvironment environment, OrtSession session, GenerationConfiguration configuration)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.cache = new KeyValueCache(environment, configuration);
    int vocabulary = configuration.vocabularySize();
    this.scores = bytes(vocabulary * Float.BYTES).asFloatBuffer();
    this.logits_V = new float[vocabulary];
    this.token_11 = kept(OnnxTensor.createTensor(environment, token, new long[] {1, 1}));
    long[] one = {1};
    long[] scalar = {};
    OnnxTensor last_B = kept(OnnxTensor.createTensor(environment, lastPosition, one));
    OnnxTensor total = kept(OnnxTensor.createTensor(environment, totalLength, scalar));
    OnnxTensor rows_N = kept(OnnxTensor.createTensor(environment, wantedRow, one));
    long[] shape_NV = {1, vocabulary};
    OnnxTensor logits_NV = kept(OnnxTensor.createTensor(environment, scores, shape_NV));
    inputs.putAll(cache.past());
    inputs.put(DecoderGraph.SEQLENS_K, last_B);
    inputs.put(DecoderGraph.TOTAL_SEQUENCE_LENGTH, total);
    inputs.put(DecoderGraph.LOGITS_ROWS, rows_N);
    outputs.putAll(cache.present());
    outputs.put(DecoderGraph.LOGITS, logits_NV);
  }

  private OnnxTensor kept(OnnxTensor tensor) {
    small.add(tensor);
    return tensor;
  }

  /// Runs the tokens through the graph; returns the scores after the last one.
  float[] advance(int[] tokens) throws OrtException {
    if (!cache.hasRoomFor(tokens.length)) {
      throw new IllegalStateException(
          "%d + %d tokens do not fit the context window"
              .formatted(cache.length(), tokens.length)); // the caller promised that they fit
    }
    int after = cache.length() + tokens.length;
    lastPosition.put(0, after - 1);
    totalLength.put(0, after);
    wantedRow.put(0, tokens.length - 1L);
    if (tokens.length == 1) {
      token.put(0, tokens[0]);
      run(token_11);
    } else {
      LongBuffer many = longs(tokens.length);
      for (int i = 0; i < tokens.length; i++) {
        many.put(i, tokens[i]);
      }
      try (OnnxTensor tokens_1T =
          OnnxTensor.createTensor(environment, many, new long[] {1, tokens.length})) {
        run(tokens_1T);
      }
    }
    cache.grow(tokens.length);
    scores.get(0, logits_V);
    return logits_V;
  }

  private void run(OnnxTensor tokens_1T) throws OrtException {
    inputs.put(DecoderGraph.INPUT_IDS, tokens_1T);
    session.run(inputs, outputs).close(); // releases nothing that is pinned
  }

  void reset() {
    cache.reset();
  }

  @Override
  public void close() {
    cache.close();
    small.forEach(OnnxTensor::close);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static LongBuffer longs(int count) {
    return bytes(count * Long.BYTES).asLongBuffer();
  }

  private static IntBuffer ints(int count) {
    return bytes(count * Integer.BYTES).asIntBuffer();
  }
}
