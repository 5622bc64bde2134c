package aifactory.trainer;

import aifactory.node.MachineMemory;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.engine.InstructionSet;
import aifactory.trainer.intake.FactoryTail;
import aifactory.trainer.intake.KafkaCorpusLog;
import aifactory.trainer.loop.Aliases;
import aifactory.trainer.loop.Hindsight;
import aifactory.trainer.loop.JobQueue;
import aifactory.trainer.loop.KeptEngine;
import aifactory.trainer.loop.Progress;
import aifactory.trainer.loop.TrainingLoop;
import aifactory.trainer.loop.WorkGate;
import aifactory.trainer.loop.Workshop;
import aifactory.trainer.node.TrainerNode;
import aifactory.trainer.publish.KafkaAnnouncer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the parts together and runs the loop on a thread of its own. The process is up before the
/// broker is; it is ready when everything ordered so far is known.
@ApplicationScoped
public class TrainerService {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
  private static final Duration CATCH_UP = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final TrainerPlan plan;
  private final Map<String, String> profile;
  private final KafkaSettings kafka;
  private final InstantSource clock = Clock.systemUTC();
  private final WorkGate gate = new WorkGate();
  private final OrderLog orders = new OrderLog();
  private final DatasetBoard datasets = new DatasetBoard();
  private final JobQueue jobs = new JobQueue();
  private final Aliases aliases;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private volatile @Nullable TrainingLoop loop;
  private volatile @Nullable EventTail tail;
  private volatile @Nullable Hindsight hindsight;
  private @Nullable Thread thread;

  public TrainerService(
      TrainerConfig config,
      @ConfigProperty(name = "factory.kafka.bootstrap-servers") String bootstrapServers,
      @ConfigProperty(name = "factory.registry.url") String registryUrl) {
    AutoTune tune = AutoTune.of(config);
    KeptEngine kept = engine(config);
    InstructionSet.pin(InstructionSet.named(kept.instructionSet())); // before libtorch is loaded
    this.plan = new TrainerPlan(config, tune.choice().tuning(), kept);
    this.profile = tune.told(plan.recipe(Optional.empty()), kept);
    this.aliases = new Aliases(new CheckpointStore(config.modelStore()));
    this.kafka = new KafkaSettings(bootstrapServers, registryUrl);
  }

  private static KeptEngine engine(TrainerConfig config) {
    TrainerConfig.Engine asked = config.engine();
    return KeptEngine.of(
        config.modelStore(),
        new KeptEngine.Machine(TrainerPlan.spareCores(), InstructionSet.ofThisProcessor()),
        new KeptEngine.Asked(asked.threads(), asked.instructionSet().map(InstructionSet::named)));
  }

  void start(@Observes StartupEvent event) {
    LOG.info("machine and settings in force {}", profile);
    Thread started = Thread.ofPlatform().name("training-loop").unstarted(this::run);
    thread = started;
    started.start();
  }

  private void run() {
    try {
      assemble().run();
    } catch (RuntimeException e) {
      LOG.error("the trainer cannot go on", e);
    }
  }

  private TrainingLoop assemble() {
    TopicCreation.createMissing(kafka, plan.config().replicationFactor());
    TrainerConfig config = plan.config();
    NodeIdentity identity =
        NodeIdentity.persistent(
            config.home(), "trainer", "trainer", "http://" + config.host() + ":" + config.port());
    KafkaCorpusLog log = open(new KafkaCorpusLog(kafka));
    KafkaAnnouncer announcer = open(new KafkaAnnouncer(kafka, identity.nodeId()));
    Workshop workshop =
        new Workshop(
            config.modelStore(),
            config.home().resolve("cache"),
            log,
            orders,
            datasets,
            plan.engine(),
            MachineMemory::availableBytes,
            clock,
            identity.nodeId());
    TrainingLoop made =
        new TrainingLoop(
            workshop,
            plan.loop(),
            plan::recipe,
            new TrainingLoop.Inlets(gate, jobs, aliases, announcer));
    open(new NodeAgent(identity, kafka, new TrainerNode(gate, made.counters(), profile), clock));
    EventTail orderTail = open(FactoryTail.start(kafka, orders, datasets, jobs, aliases));
    tail = orderTail;
    orderTail.awaitCaughtUp(CATCH_UP);
    hindsight = new Hindsight(workshop);
    loop = made;
    LOG.info("trainer ready nodeId={} size={}", identity.nodeId(), profile.get("model_size"));
    return made;
  }

  private synchronized <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    gate.close();
    Thread running = thread;
    if (running != null && !running.join(GRACE)) {
      LOG.warn("the loop did not end in time; it resumes from its newest checkpoint");
    }
    closeAll();
  }

  private synchronized void closeAll() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) { // the next part must be closed too
        LOG.warn("part not closed cleanly part={}", part.getClass().getSimpleName(), e);
      }
    }
  }

  /// Whether orders are followed and the loop runs.
  public boolean isReady() {
    EventTail following = tail;
    Thread running = thread;
    return loop != null
        && following != null
        && following.isHealthy()
        && running != null
        && running.isAlive();
  }

  /// What it is doing; empty before it is ready.
  public Optional<Progress.Status> status() {
    return Optional.ofNullable(loop).map(running -> running.progress().status());
  }

  /// The machine as it was found, and size, row length, rows and threads in force.
  public Map<String, String> profile() {
    return profile;
  }

  /// Policies heard: every step that begins obeys those before this offset of `policy.sources`.
  public long policyOrders() {
    return orders.position().policies();
  }

  /// Newest dataset version heard of.
  public Optional<String> newestDataset() {
    return datasets.newest().map(DatasetVersion::id);
  }

  /// Draws past batches again; empty before it is ready.
  public Optional<Hindsight> hindsight() {
    return Optional.ofNullable(hindsight);
  }

  public boolean isPaused() {
    return !gate.isOpen();
  }

  /// Running totals.
  public Map<String, Long> counters() {
    TrainingLoop running = loop;
    return running == null ? Map.of() : running.counters().snapshot();
  }
}
