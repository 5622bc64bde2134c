package aifactory.crawler.intake;

import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.publish.Attempted;
import aifactory.event.FetchDue;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes due attempts, lets them be made on virtual threads, publishes what they lead to: the edge
/// around the crawl cycle, on a thread of its own. When Kafka fails or fences it, it begins anew
/// from the committed offsets.
public final class FetchLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FetchLoop.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private final KafkaSettings kafka;
  private final Terms terms;
  private final Work work;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable FetchSession session;

  /// @param lease age at which an attempt is stale: the frontier has handed it out again
  /// @param maxInHand attempts taken from the topic and not yet published
  /// @param commitEvery time between transactions
  /// @param batchPause time between two batches of hosts of the world
  /// @param groupId consumer group that shares the due attempts
  public record Terms(
      String nodeId,
      String groupId,
      Duration lease,
      int maxInHand,
      Duration commitEvery,
      Duration batchPause) {}

  /// What is done with a due attempt.
  ///
  /// @param attempt makes it; never fails for what the world does
  /// @param fault the outcome of an attempt that the crawler itself failed
  /// @param local whether an attempt is at one's own machine
  /// @param running false = take no new ones
  public record Work(
      Attempting attempt,
      Faulting fault,
      Predicate<FetchDue> local,
      BooleanSupplier running,
      Moves moves,
      CrawlCounters counters,
      InstantSource clock) {}

  /// What follows when partitions come and go.
  ///
  /// @param owned is kept up to date
  /// @param coming called before partitions are owned that maybe were another fetcher's
  /// @param gone called when partitions are owned no more, before another fetcher may have them
  public record Moves(OwnedKeys owned, Runnable coming, Runnable gone) {}

  /// Makes an attempt.
  public interface Attempting {
    Attempted make(FetchDue due) throws InterruptedException;
  }

  /// Names the crawler's own failure.
  public interface Faulting {
    Attempted of(FetchDue due, Instant started, RuntimeException fault);
  }

  public FetchLoop(KafkaSettings kafka, Terms terms, Work work) {
    this.kafka = kafka;
    this.terms = terms;
    this.work = work;
    this.thread = Thread.ofPlatform().name("fetch-loop").daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Attempts taken and not yet published.
  public int inHand() {
    FetchSession current = session;
    return current == null ? 0 : current.inHand();
  }

  /// Whether nothing is in hand and, paused, nothing is being taken.
  public boolean isEmpty() {
    FetchSession current = session;
    return current == null || current.isEmpty();
  }

  private void run() {
    while (!closing) {
      try (FetchSession current = FetchSession.open(kafka, terms, work)) {
        session = current;
        while (!closing) {
          current.turn();
        }
        current.finish();
      } catch (RuntimeException e) {
        if (!closing) {
          LOG.warn("fetch loop begins anew", e);
          work.counters().add("loopRestarts", 1);
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        }
      } finally {
        session = null;
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
