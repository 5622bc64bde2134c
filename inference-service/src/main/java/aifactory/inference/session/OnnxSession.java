package aifactory.inference.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.generate.Decoding;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One loaded graph with a pool of caches. Thread-safe: steps of different texts run beside each
/// other as far as the settings allow and take turns otherwise.
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GenerationConfiguration configuration;
  private final Semaphore turns;
  private final ConcurrentLinkedDeque<DecoderLane> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger lent = new AtomicInteger();

  private OnnxSession(
      OrtEnvironment environment,
      OrtSession session,
      GenerationConfiguration configuration,
      SessionSettings settings) {
    this.environment = environment;
    this.session = session;
    this.configuration = configuration;
    this.turns = new Semaphore(settings.stepsAtOnce(), true);
  }

  /// Loads the graph of a bundle directory.
  ///
  /// @throws SessionException when ONNX Runtime refuses it or it is not a [DecoderGraph]
  public static OnnxSession open(
      Path bundle, GenerationConfiguration configuration, SessionSettings settings) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("aifactory");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // The cores are shared with the trainer: a waiting thread must not burn one.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session =
          environment.createSession(bundle.resolve(BundleLayout.GRAPH).toString(), options);
      OnnxSession opened = new OnnxSession(environment, session, configuration, settings);
      opened.requireNames();
      return opened;
    } catch (OrtException e) {
      throw new SessionException("cannot load " + bundle.resolve(BundleLayout.GRAPH), e);
    }
  }

  /// Lends an empty cache; closing it gives it back.
  public Decoding decoding() {
    DecoderLane lane = idle.pollFirst();
    lent.incrementAndGet();
    return new Lent(lane == null ? newLane() : lane);
  }

  private DecoderLane newLane() {
    try {
      return new DecoderLane(environment, session, configuration);
    } catch (OrtException e) {
      throw new SessionException("cannot allocate a cache", e);
    }
  }

  private void requireNames() throws OrtException {
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
      Set<String> found = session.getInputNames();
      session.close();
      throw new SessionException(
          "not a decoder graph of %d layers".formatted(configuration.layers()),
          new IllegalArgumentException("inputs are " + found));
    }
  }

  /// Releases graph and idle caches. Every lent cache must be back.
  @Override
  public void close() {
    if (lent.get() != 0) {
      throw new IllegalStateException("session closed while texts are being made: " + lent.get());
    }
    idle.forEach(DecoderLane::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new SessionException("cannot release the graph", e);
    }
  }

  private final class Lent implements Decoding {
    private @Nullable DecoderLane lane;

    Lent(DecoderLane lane) {
      this.lane = lane;
    }

    @Override
    public float[] advance(int[] tokens) {
      DecoderLane mine = lane;
      if (mine == null) {
        throw new IllegalStateException("cache used after it was given back");
      }
      turns.acquireUninterruptibly();
      try {
        return mine.advance(tokens);
      } catch (OrtException e) {
        throw new SessionException("a step failed", e);
      } finally {
        turns.release();
      }
    }

    @Override
    public void close() {
      DecoderLane mine = lane;
      if (mine != null) {
        lane = null;
        mine.reset();
        idle.addFirst(mine);
        lent.decrementAndGet();
      }
    }
  }
}
