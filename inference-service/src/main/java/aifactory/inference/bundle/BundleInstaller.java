package aifactory.inference.bundle;

import aifactory.contract.bundle.BundleLayout;
import aifactory.event.AliasMoved;
import aifactory.inference.bundle.Refusal.Reason;
import aifactory.inference.bundle.SlotState.Failed;
import aifactory.inference.bundle.SlotState.Loading;
import aifactory.inference.bundle.SlotState.Serving;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Promoted → verified → loaded → tried → swapped in, on a thread of its own. Only the newest wish
/// counts. A bundle that fails any step is refused, reported and counted, and the old one serves
/// on; one whose files are not all there yet is tried again until they are.
public final class BundleInstaller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BundleInstaller.class);
  private static final long RETRY_MILLIS = 500;

  private final ModelSlot slot;
  private final Aliases aliases;
  private final BundleLoader loader;
  private final InstantSource clock;
  private final AtomicLong installed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private @Nullable Refusal lastRefusal;
  private volatile boolean closing;

  public BundleInstaller(
      ModelSlot slot, Aliases aliases, BundleSettings settings, InstantSource clock) {
    this.slot = slot;
    this.aliases = aliases;
    this.loader = new BundleLoader(settings);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("bundle-installer").daemon(true).start(this::run);
  }

  /// Takes in where an alias points now.
  public void accept(AliasMoved event) {
    aliases.accept(event);
    news.release();
  }

  /// Bundles swapped in since start.
  public long installed() {
    return installed.get();
  }

  /// Bundles refused since start, waiting for files not counted.
  public long refused() {
    return refused.get();
  }

  private void run() {
    while (!closing) {
      try {
        boolean waitsForFiles = !installWanted();
        boolean told = !waitsForFiles && awaitNews();
        if (waitsForFiles) {
          told = news.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (told) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        return; // closing
      }
    }
  }

  private boolean awaitNews() throws InterruptedException {
    news.acquire();
    return true;
  }

  /// Returns false when it should be tried again soon.
  private boolean installWanted() {
    if (aliases.isCleared()) {
      slot.empty();
      return true;
    }
    Optional<AliasMoved> wanted = aliases.wanted();
    String id = wanted.map(AliasMoved::getBundleId).orElse(null);
    if (id == null || slot.servingId().equals(Optional.of(id)) || isRefused(id)) {
      return true;
    }
    String location = wanted.map(AliasMoved::getLocation).orElse(BundleLayout.location(id));
    slot.report(new Loading(id, slot.servingId().orElse(null)));
    try {
      install(id, location);
      return true;
    } catch (BundleRefusedException e) {
      return refuse(e);
    }
  }

  private boolean isRefused(String id) {
    Refusal last = lastRefusal;
    return last != null && last.bundleId().equals(id) && last.reason() != Reason.INCOMPLETE;
  }

  private void install(String id, String location) {
    long begun = System.nanoTime();
    LoadedBundle loaded = loader.load(id, location);
    lastRefusal = null;
    slot.install(loaded, new Serving(id, clock.instant(), null));
    installed.incrementAndGet();
    LOG.info(
        "bundle swapped in bundleId={} model={} parameters={} millis={}",
        id,
        loaded.configuration().modelName(),
        loaded.configuration().parameters(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  private boolean refuse(BundleRefusedException e) {
    Refusal refusal = e.refusal();
    boolean again = refusal.reason() == Reason.INCOMPLETE;
    if (!refusal.equals(lastRefusal)) {
      LOG.warn(
          "bundle {} bundleId={} reason={} message={}",
          again ? "not complete yet, waiting" : "refused",
          refusal.bundleId(),
          refusal.reason(),
          refusal.message());
      LOG.debug("bundle refused", e);
    }
    lastRefusal = refusal;
    refused.addAndGet(again ? 0 : 1);
    slot.report(
        slot.servingId()
            .<SlotState>map(id -> new Serving(id, clock.instant(), refusal))
            .orElseGet(() -> new Failed(refusal)));
    return !again;
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slot.close();
  }
}
