package aifactory.preprocess.node;

import aifactory.contract.id.Sha256;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.intake.PolicyFeed;
import aifactory.preprocess.intake.RawLog;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.judge.JudgingSteps;
import aifactory.preprocess.language.NgramIdentifier;
import aifactory.preprocess.language.ScriptFirstIdentifier;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.rejudge.Rejudge;
import aifactory.preprocess.sealing.DatasetSealer;
import aifactory.preprocess.sealing.SealRule;
import aifactory.preprocess.topology.PreprocessTopology;
import aifactory.preprocess.topology.StreamsSettings;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.KafkaSettings;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running room without its house: policies, topology and sealer on one broker. Tests and
/// benchmarks run it without Quarkus.
public final class Kitchen implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Kitchen.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

  private final KafkaSettings kafka;
  private final FlowCounters counters;
  private final PolicyFeed policies;
  private final JudgingSteps steps;
  private final Topology topology;
  private final KafkaStreams streams;
  private final @Nullable DatasetSealer sealer;

  /// Everything that differs between machines and people.
  ///
  /// @param near how near-duplicates are looked for, null = they are not
  /// @param sealRule null = this node seals nothing
  public record Recipe(
      KafkaSettings kafka,
      StreamsSettings.Knobs knobs,
      JudgingSettings judging,
      @Nullable MinHash near,
      @Nullable SealRule sealRule) {

    /// Names everything that decides about documents, in every dataset version.
    String configurationHash() {
      return near == null
          ? judging.hash()
          : Sha256.hex(judging.hash() + " near-duplicates " + near);
    }
  }

  /// Starts; returns when the flow has been asked to run. Nothing is judged before every policy
  /// given so far is known.
  public Kitchen(Recipe recipe, FlowCounters counters, InstantSource clock) {
    this.kafka = recipe.kafka();
    this.counters = counters;
    this.policies = new PolicyFeed(recipe.kafka());
    policies.awaitCaughtUp(Duration.ofMinutes(10));
    // It reads the log while the streams restore their state: after a crash, whatever was ordered
    // meanwhile is sealed without waiting for them.
    this.sealer =
        recipe.sealRule() == null
            ? null
            : new DatasetSealer(
                recipe.kafka(),
                recipe.sealRule(),
                recipe.knobs().paragraphs(),
                recipe.configurationHash(),
                clock,
                counters);
    PolicyGate gate = new PolicyGate(policies::table);
    JudgingSettings judging = recipe.judging();
    this.steps =
        new JudgingSteps(
            judging,
            new ScriptFirstIdentifier(NgramIdentifier.load(judging.minLanguageConfidence())),
            gate,
            counters::add);
    this.topology =
        new PreprocessTopology(
                steps,
                gate,
                new PreprocessTopology.Duplicates(judging.dedup(), recipe.near()),
                counters,
                recipe.kafka().registry(),
                recipe.knobs().partitions())
            .build();
    this.streams =
        new KafkaStreams(topology, StreamsSettings.of(recipe.kafka(), recipe.knobs(), counters));
    streams.setUncaughtExceptionHandler(Kitchen::again);
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.ERROR) {
        // A kitchen that cannot work is no kitchen: whoever supervises the process starts it again.
        LOG.error("the streams have ended by an error; this process ends, to be started again");
        Quarkus.asyncExit(1);
      }
    });
    streams.start();
  }

  /// A thread that failed is replaced: exactly-once has undone what it did since its last commit.
  private static StreamThreadExceptionResponse again(Throwable error) {
    LOG.error("stream thread replaced", error);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  public Topology topology() {
    return topology;
  }

  public JudgingSteps steps() {
    return steps;
  }

  /// Judges the raw log again by the rules of this room.
  public Rejudge rejudge() {
    return new Rejudge(kafka, steps);
  }

  /// The raw log, to be read and closed.
  public RawLog rawLog() {
    return new RawLog(kafka, "explain");
  }

  public FlowCounters counters() {
    return counters;
  }

  /// The sealer, null on a node that seals nothing.
  public @Nullable DatasetSealer sealer() {
    return sealer;
  }

  public KafkaStreams.State state() {
    return streams.state();
  }

  /// Whether documents flow (or would, were the node not paused) and orders are heard.
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING
        && policies.isHealthy()
        && (sealer == null || sealer.isReady());
  }

  public boolean isPaused() {
    return streams.isPaused();
  }

  public void pause() {
    streams.pause();
  }

  public void resume() {
    streams.resume();
  }

  @Override
  public void close() {
    if (sealer != null) {
      sealer.close();
    }
    streams.close(CLOSE_LIMIT);
    policies.close();
  }
}
