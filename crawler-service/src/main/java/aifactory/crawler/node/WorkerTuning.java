package aifactory.crawler.node;

import aifactory.crawler.politeness.RequestSlots;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `AUTO_TUNE_REALTIME`: fewer requests at once while the machine is short of memory, all of them
/// again once it is not.
public final class WorkerTuning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTuning.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// A page of the largest size with its text and its tree.
  static final long BYTES_PER_WORKER = 200_000_000;

  private final RequestSlots slots;
  private final int most;
  private final LongSupplier availableBytes;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("worker-tuning").daemon(true).factory());

  /// @param availableBytes what programs can have without swapping
  public WorkerTuning(RequestSlots slots, LongSupplier availableBytes) {
    this.slots = slots;
    this.most = slots.bound();
    this.availableBytes = availableBytes;
  }

  /// Looks now and every few seconds from now on.
  public void start() {
    watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    long bytes = availableBytes.getAsLong();
    int workers = Math.clamp(bytes / BYTES_PER_WORKER, 1, most);
    int before = slots.resize(workers);
    if (before != workers) {
      LOG.info(
          "requests at once follow memory workers={} before={} most={} availableMiB={}",
          workers,
          before,
          most,
          bytes >> 20);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
