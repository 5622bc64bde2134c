package aifactory.inference.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.batch.RowCache;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Loads graphs.
public final class OnnxSession {
  private OnnxSession() {}

  /// Loads the graph of a bundle directory, with a cache of rows.
  ///
  /// @throws SessionException when ONNX Runtime refuses it, it is not a [DecoderGraph] or its cache
  ///   does not fit the memory it may have
  public static RowCache open(
      Path bundle, GenerationConfiguration configuration, SessionSettings settings) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("aifactory");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // Threads of a step wait awake, since waking them costs a small model more than its work;
      // between steps they sleep, because the cores are shared with the trainer.
      options.addConfigEntry("session.intra_op.allow_spinning", "1");
      options.addConfigEntry("session.force_spinning_stop", "1");
      OrtSession session =
          environment.createSession(bundle.resolve(BundleLayout.GRAPH).toString(), options);
      try {
        requireNames(session, configuration);
        return new OnnxRows(environment, session, configuration, settings);
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new SessionException("cannot load " + bundle.resolve(BundleLayout.GRAPH), e);
    }
  }

  private static void requireNames(OrtSession session, GenerationConfiguration configuration) {
    Set<String> inputs = new HashSet<>();
    inputs.add(DecoderGraph.INPUT_IDS);
    inputs.add(DecoderGraph.SEQLENS_K);
    inputs.add(DecoderGraph.TOTAL_SEQUENCE_LENGTH);
    inputs.add(DecoderGraph.LOGITS_ROWS);
    for (int layer = 0; layer < configuration.layers(); layer++) {
      inputs.add(DecoderGraph.pastKey(layer));
      inputs.add(DecoderGraph.pastValue(layer));
    }
    if (!inputs.equals(session.getInputNames())) {
      throw new SessionException(
          "not a decoder graph of %d layers".formatted(configuration.layers()),
          new IllegalArgumentException("inputs are " + session.getInputNames()));
    }
  }
}
