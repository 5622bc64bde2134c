package aifactory.inference.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.GenerationServed;
import aifactory.event.ModelDecided;
import aifactory.inference.access.AccessKeys;
import aifactory.inference.bundle.BundleInstaller;
import aifactory.inference.bundle.ModelShelf;
import aifactory.inference.embed.Embedding;
import aifactory.inference.node.InferenceWork;
import aifactory.inference.retrieve.PassageIndex;
import aifactory.inference.retrieve.PassageSearch;
import aifactory.inference.retrieve.Rulings;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that comes from Kafka, on a thread of its own that waits for the broker, watches the
/// tails and begins again when one has broken. REST answers (or says that it is not ready) from the
/// first second. Thread-safe.
public final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final long WATCH_SECONDS = 1;

  private final Settings settings;
  private final BundleInstaller installer;
  private final ModelShelf shelf;
  private final AccessKeys keys;
  private final InferenceWork work;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Opened opened;

  /// @param indexFolder where the index lies
  /// @param home where the node keeps its id
  /// @param address where the REST interface is
  public record Settings(
      KafkaSettings kafka,
      short replication,
      Path indexFolder,
      Path home,
      String address,
      Optional<Embedding> embedding) {}

  /// What is open while the broker is there.
  private record Opened(
      CorpusIntake corpus, EventTail models, ServedLog served, NodeAgent node, long restarts)
      implements AutoCloseable {
    boolean isBroken() {
      return corpus.isBroken() || models.failure().isPresent();
    }

    @Override
    public void close() {
      node.close();
      models.close();
      served.close();
      corpus.close();
    }
  }

  /// Starts the thread.
  public Intake(
      Settings settings,
      BundleInstaller installer,
      ModelShelf shelf,
      AccessKeys keys,
      InferenceWork work,
      InstantSource clock) {
    this.settings = settings;
    this.installer = installer;
    this.shelf = shelf;
    this.keys = keys;
    this.work = work;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("inference-intake").daemon(true).start(this::run);
  }

  /// Search over the index, once every ruling is known.
  public Optional<PassageSearch> search() {
    return Optional.ofNullable(opened).map(open -> open.corpus().index().search());
  }

  /// The index, once open.
  public Optional<PassageIndex> index() {
    return Optional.ofNullable(opened).map(open -> open.corpus().index());
  }

  /// Whether everything is open and the index has caught up with what was there at the start.
  public boolean isReady() {
    Opened open = opened;
    return open != null && open.models().isHealthy() && open.corpus().isCaughtUp();
  }

  /// Tells the factory of an answer; does not wait.
  public void tell(GenerationServed event) {
    Opened open = opened;
    if (open != null) {
      open.served().tell(event);
    }
  }

  private void run() {
    long restarts = 0;
    while (closing.getCount() > 0) {
      try (Opened open = open(restarts)) {
        opened = open;
        while (!closing.await(WATCH_SECONDS, TimeUnit.SECONDS) && !open.isBroken()) {
          LOG.trace("tails are well");
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("intake begins again cause={}", e.getMessage(), e);
      } finally {
        opened = null;
      }
      restarts++;
    }
  }

  private Opened open(long restarts) throws InterruptedException {
    if (restarts > 0) {
      TimeUnit.SECONDS.sleep(WATCH_SECONDS); // a broker that refuses at once must not be hammered
    }
    TopicCreation.createMissing(settings.kafka(), settings.replication());
    CorpusIntake corpus =
        CorpusIntake.open(
            settings.kafka(), settings.indexFolder(), new Rulings(), settings.embedding());
    work.show("indexed", () -> corpus.index().indexed());
    work.show("searches", () -> corpus.index().search().searches());
    EventTail models =
        EventTail.named("inference-models", settings.kafka())
            .on(Topics.MODEL_ALIASES, From.START, moved -> installer.accept(moved.event()))
            .on(Topics.MODEL_DECISIONS, From.START, decided -> judged(decided.event()))
            .on(Topics.ACCESS_KEYS, From.START, issued -> keys.accept(issued.event()))
            .start();
    work.show("deadLetters", () -> corpus.deadLetters() + models.deadLetterCount());
    ServedLog served = new ServedLog(settings.kafka());
    work.show("untold", served::untold);
    NodeAgent node = new NodeAgent(identity(), settings.kafka(), work, clock);
    return new Opened(corpus, models, served, node, restarts);
  }

  private void judged(ModelDecided decided) {
    switch (decided.getDecision()) {
      case TAINTED -> {
        if (decided.getInForce()) {
          shelf.withdraw(decided.getBundleId());
        } else {
          shelf.restore(decided.getBundleId());
        }
      }
      case PROMOTED, FORCED, ROLLED_BACK -> shelf.restore(decided.getBundleId());
      case REFUSED, DEMOTED ->
          LOG.debug("who asks for it by id still gets it {}", decided.getBundleId());
    }
  }

  private NodeIdentity identity() {
    return NodeIdentity.persistent(settings.home(), "inference", "inference", settings.address());
  }

  @Override
  public void close() {
    closing.countDown();
    boolean waitsForBroker = opened == null;
    if (waitsForBroker) {
      thread.interrupt(); // there is nothing to close in order
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(waitsForBroker ? 1 : 8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
