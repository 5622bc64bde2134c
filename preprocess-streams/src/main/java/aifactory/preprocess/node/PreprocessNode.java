package aifactory.preprocess.node;

import aifactory.contract.topic.Topics;
import aifactory.event.NodeSetting;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.node.NodeWork;
import aifactory.node.SettingsInForce;
import aifactory.preprocess.sealing.SealRule;
import aifactory.preprocess.topology.StreamsSettings;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Life of the process: started on a thread of its own, because the broker may come later; stopped
/// with what is in hand committed.
@ApplicationScoped
public class PreprocessNode implements NodeWork {
  private static final Logger LOG = LoggerFactory.getLogger(PreprocessNode.class);
  private static final List<String> METERS =
      List.of("seen", "accepted", "rejected", "retracted", "allowedAgain", "sealed", "deadLetters");

  private final PreprocessConfig config;
  private final String address;
  private final FlowCounters counters = new FlowCounters();
  private volatile @Nullable Kitchen kitchen;
  private volatile @Nullable NodeAgent agent;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;
  private final Draining draining = new Draining(() -> counters.of("seen"), InstantSource.system());

  PreprocessNode(
      PreprocessConfig config,
      MeterRegistry meters,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.address = "http://" + host + ":" + port;
    for (String name : METERS) {
      FunctionCounter.builder("preprocess." + name, counters, known -> known.of(name))
          .description("Documents or versions since the process started")
          .register(meters);
    }
  }

  void begin(@Observes StartupEvent event) {
    Thread.ofPlatform().name("preprocess-start").daemon(true).start(this::open);
  }

  private void open() {
    try {
      KafkaSettings kafka = KafkaSettings.fromEnvironment();
      TopicCreation.createMissing(kafka, config.flow().replication());
      NodeIdentity identity =
          NodeIdentity.persistent(config.homeDirectory(), "memory", "preprocess", address);
      StreamsSettings.Knobs knobs =
          new StreamsSettings.Knobs(
              identity.nodeId(),
              config.homeDirectory().resolve("preprocess").resolve("state"),
              config.flow().threads(),
              config.flow().commitMs(),
              config.flow().replication(),
              Topics.CRAWL_DOCUMENTS.partitions(),
              config.flow().exactlyOnce());
      SealRule sealRule = config.role().equals("master") ? config.sealRule() : null;
      Kitchen opened =
          new Kitchen(
              new Kitchen.Recipe(kafka, knobs, config.judging(), config.near(), sealRule),
              counters,
              InstantSource.system());
      kitchen = opened;
      agent = new NodeAgent(identity, kafka, this, InstantSource.system());
      LOG.info("preprocess runs nodeId={} address={}", identity.nodeId(), address);
      if (stopping) {
        closeAll();
      }
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("preprocess did not start", e);
    }
  }

  void end(@Observes ShutdownEvent event) {
    stopping = true;
    closeAll();
  }

  private synchronized void closeAll() {
    NodeAgent beating = agent;
    if (beating != null) {
      beating.close();
      agent = null;
    }
    Kitchen open = kitchen;
    if (open != null) {
      open.close();
      kitchen = null;
    }
  }

  /// The running room, empty while the broker is awaited.
  public Optional<Kitchen> kitchen() {
    return Optional.ofNullable(kitchen);
  }

  /// Why the room cannot open, empty when it can.
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public boolean start() {
    Kitchen open = kitchen;
    if (open == null || !open.isPaused()) {
      return false;
    }
    draining.end();
    open.resume();
    return true;
  }

  @Override
  public boolean stop() {
    Kitchen open = kitchen;
    if (open == null || open.isPaused()) {
      return false;
    }
    draining.end();
    open.pause();
    return true;
  }

  @Override
  public boolean drain() {
    boolean wasRunning = stop();
    if (wasRunning) {
      draining.begin();
    }
    return wasRunning;
  }

  @Override
  public boolean isDraining() {
    return draining.isUnderWay();
  }

  @Override
  public boolean isRunning() {
    Kitchen open = kitchen;
    return open != null && !open.isPaused();
  }

  @Override
  public List<NodeSetting> settings() {
    return SettingsInForce.all();
  }

  @Override
  public Map<String, Long> counters() {
    return counters.snapshot();
  }
}
