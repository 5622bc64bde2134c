package aifactory.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

/// One row of a bundle's graph in ONNX Runtime, with its cache: what the trainer measures a bundle
/// by. Serving has its own. Not thread-safe.
final class BundleSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final GenerationConfiguration generation;
  private final Map<String, OnnxTensor> past = new HashMap<>();
  private final Map<String, OnnxTensor> present = new HashMap<>();
  private int length;

  BundleSession(Path bundle, int threads) {
    this.generation = GenerationConfiguration.read(bundle);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // A spinning worker burns the core that another service needs.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      this.session =
          environment.createSession(bundle.resolve(BundleLayout.GRAPH).toString(), options);
      for (int layer = 0; layer < generation.layers(); layer++) {
        share(DecoderGraph.pastKey(layer), DecoderGraph.presentKey(layer));
        share(DecoderGraph.pastValue(layer), DecoderGraph.presentValue(layer));
      }
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime cannot open " + bundle, e);
    }
  }

  /// One buffer as past and as present: the operator appends in place.
  private void share(String pastName, String presentName) throws OrtException {
    long[] shape_BKSE = {
      1, generation.keyValueHeads(), generation.contextTokens(), generation.headWidth()
    };
    int bytes = Math.toIntExact(LongStream.of(shape_BKSE).reduce(Float.BYTES, Math::multiplyExact));
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape_BKSE);
    past.put(pastName, tensor);
    present.put(presentName, tensor);
  }

  GenerationConfiguration generation() {
    return generation;
  }

  /// Forgets the row.
  void reset() {
    keep(0);
  }

  /// Forgets all of the row but its first tokens.
  void keep(int tokens) {
    length = Objects.checkIndex(tokens, length + 1);
  }

  /// Appends tokens to the row and returns the logits after the wanted ones of them, `[N][V]`.
  float[][] append(int[] tokens, int[] wanted) {
    if (length + tokens.length > generation.contextTokens()) {
      throw new IllegalArgumentException(
          "%d tokens do not fit a context of %d"
              .formatted(length + tokens.length, generation.contextTokens()));
    }
    int total = length + tokens.length;
    LongBuffer ids = LongBuffer.allocate(tokens.length);
    for (int token : tokens) {
      ids.put(token);
    }
    LongBuffer rows = LongBuffer.allocate(wanted.length);
    for (int row : wanted) {
      rows.put(row);
    }
    try (OnnxTensor input = tensor(ids.flip(), 1, tokens.length);
        OnnxTensor lengths =
            OnnxTensor.createTensor(
                environment, IntBuffer.wrap(new int[] {total - 1}), new long[] {1});
        OnnxTensor longest =
            OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {total}), new long[0]);
        OnnxTensor logitsRows = tensor(rows.flip(), wanted.length)) {
      Map<String, OnnxTensorLike> inputs = new HashMap<>(past);
      inputs.put(DecoderGraph.INPUT_IDS, input);
      inputs.put(DecoderGraph.SEQLENS_K, lengths);
      inputs.put(DecoderGraph.TOTAL_SEQUENCE_LENGTH, longest);
      inputs.put(DecoderGraph.LOGITS_ROWS, logitsRows);
      float[][] logits_NV = run(inputs);
      length = total;
      return logits_NV;
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime failed after " + length + " tokens", e);
    }
  }

  private OnnxTensor tensor(LongBuffer values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, values, shape);
  }

  private float[][] run(Map<String, OnnxTensorLike> inputs) throws OrtException {
    try (OrtSession.Result result = session.run(inputs, Set.of(DecoderGraph.LOGITS), present)) {
      return (float[][]) result.get(DecoderGraph.LOGITS).orElseThrow().getValue();
    }
  }

  @Override
  public void close() {
    past.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime did not close its session", e);
    }
  }
}
