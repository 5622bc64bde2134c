package aifactory.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Orders without pause, each another policy, whatever becomes of the console meanwhile.
final class OrderFlow implements AutoCloseable {
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final int OK = 200;

  private final FactoryRest console;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicLong failed = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().name("orders").daemon(true).unstarted(this::run);
  private volatile boolean ending;

  OrderFlow(FactoryRest console) {
    this.console = console;
  }

  void begin() {
    thread.start();
  }

  /// Patterns of the orders that were answered with success.
  List<String> taken() {
    return List.copyOf(taken);
  }

  /// Orders that were not: nobody knows whether they were taken.
  long failed() {
    return failed.get();
  }

  /// Waits until that many more were taken.
  void awaitTaken(int more, Duration limit) {
    int wanted = taken.size() + more;
    Await.until(more + " more orders taken", limit, () -> taken.size() >= wanted);
  }

  private void run() {
    for (int i = 0; !ending; i++) {
      String pattern = "order%d.example".formatted(i);
      try {
        int status =
            console
                .post("/api/policies", "{\"domain_pattern\":\"%s\"}".formatted(pattern))
                .status();
        if (status == OK) {
          taken.add(pattern);
        } else {
          failed.incrementAndGet();
        }
      } catch (IOException e) {
        failed.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// Ends after the order in hand.
  void end() throws InterruptedException {
    ending = true;
    thread.join();
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
  }
}
