package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.Vectors;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A sentence-transformer in ONNX: `input_ids`, `attention_mask` and, where it has it,
/// `token_type_ids`, `[1, T]`, to `last_hidden_state` `[1, T, D]`; the vector is the mean over T.
/// Thread-safe.
public final class SentenceEncoder implements Embedding {
  private static final int MAX_TOKENS = 512;

  private final String name;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final TextEncoder encoder;
  private final int dimensions;

  private SentenceEncoder(
      String name, OrtEnvironment environment, OrtSession session, TextEncoder encoder) {
    this.name = name;
    this.environment = environment;
    this.session = session;
    this.encoder = encoder;
    this.dimensions = run("a").vector().length;
  }

  /// @throws SessionException when the graph is refused or is not such a model
  public static SentenceEncoder open(
      String name, Path graph, Path tokenizer, Path nativeCache, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("aifactory");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new SentenceEncoder(
          name,
          environment,
          environment.createSession(graph.toString(), options),
          TextEncoder.open(tokenizer, nativeCache));
    } catch (OrtException e) {
      throw new SessionException("cannot load " + graph, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public Embedded embed(String text) {
    return run(text);
  }

  private Embedded run(String text) {
    int[] tokens = encoder.encodeWithSpecialTokens(text);
    int[] read = Arrays.copyOf(tokens, Math.min(tokens.length, MAX_TOKENS));
    LongBuffer ids = LongBuffer.allocate(read.length);
    LongBuffer ones = LongBuffer.allocate(read.length);
    for (int token : read) {
      ids.put(token);
      ones.put(1);
    }
    long[] shape_1T = {1, read.length};
    try (OnnxTensor tokens_1T = OnnxTensor.createTensor(environment, ids.flip(), shape_1T);
        OnnxTensor mask_1T = OnnxTensor.createTensor(environment, ones.flip(), shape_1T);
        OnnxTensor types_1T =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(read.length), shape_1T)) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put("input_ids", tokens_1T);
      inputs.put("attention_mask", mask_1T);
      inputs.put("token_type_ids", types_1T);
      inputs.keySet().retainAll(session.getInputNames());
      try (OrtSession.Result result = session.run(inputs)) {
        return new Embedded(mean((OnnxTensor) result.get(0), read.length), read.length);
      }
    } catch (OrtException e) {
      throw new SessionException("an embedding failed", e);
    }
  }

  private static float[] mean(OnnxTensor hidden_1TD, int tokens) {
    FloatBuffer values = hidden_1TD.getFloatBuffer();
    int width = values.remaining() / tokens;
    float[] sum = new float[width];
    for (int t = 0; t < tokens; t++) {
      for (int d = 0; d < width; d++) {
        sum[d] += values.get(t * width + d);
      }
    }
    return Vectors.unit(sum);
  }

  @Override
  public void close() {
    encoder.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new SessionException("cannot release the graph", e);
    }
  }
}
