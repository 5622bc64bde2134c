package aifactory.inference.intake;

import aifactory.inference.retrieve.PassageIndex;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the index into agreement with the rulings on a thread of its own, so that the next ruling
/// never waits for the work that the last one made: searches ask the rulings themselves, at once.
/// What comes while it works is done together in the next round. Thread-safe.
final class Reconciliation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final PassageIndex index;
  private final Thread thread;
  private Set<String> domains = new LinkedHashSet<>();
  private Set<String> urls = new LinkedHashSet<>();
  private Set<String> documents = new LinkedHashSet<>();
  private boolean working;
  private boolean closing;

  Reconciliation(PassageIndex index) {
    this.index = index;
    this.thread =
        Thread.ofPlatform().name("index-reconciliation").daemon(true).unstarted(this::run);
  }

  /// Begins; what was asked for before is done first.
  void start() {
    thread.start();
  }

  synchronized void domain(String domain) {
    domains.add(domain);
    notifyAll();
  }

  synchronized void url(String url) {
    urls.add(url);
    notifyAll();
  }

  synchronized void document(String documentId) {
    documents.add(documentId);
    notifyAll();
  }

  /// Waits until all that was asked for is done.
  synchronized void awaitDone() throws InterruptedException {
    while (thread.isAlive() && (working || hasWork())) {
      wait();
    }
  }

  private boolean hasWork() {
    return !domains.isEmpty() || !urls.isEmpty() || !documents.isEmpty();
  }

  private record Round(Set<String> domains, Set<String> urls, Set<String> documents) {}

  private synchronized Round next() throws InterruptedException {
    working = false;
    notifyAll();
    while (!hasWork() && !closing) {
      wait();
    }
    if (closing) {
      throw new InterruptedException("closing");
    }
    Round round = new Round(domains, urls, documents);
    domains = new LinkedHashSet<>();
    urls = new LinkedHashSet<>();
    documents = new LinkedHashSet<>();
    working = true;
    return round;
  }

  private void run() {
    try {
      while (true) {
        Round round = next();
        try {
          index.reconcile(round.domains(), round.urls(), round.documents());
        } catch (RuntimeException e) {
          LOG.error("index does not agree with the rulings; searches still ask them", e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("reconciliation ends", e);
    } finally {
      synchronized (this) {
        working = false;
        notifyAll();
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
