package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Puts one question to `/v1/search` again and again and remembers when the target was last in an
/// answer. A failed request is no answer.
final class SearchProbe implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int HITS = 50;

  private final FactoryRest rest;
  private final Target target;
  private final String body;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long lastAnswer = System.nanoTime();
  private volatile long lastSeen = System.nanoTime();
  private volatile boolean seen;

  SearchProbe(FactoryRest rest, Target target) {
    this.rest = rest;
    this.target = target;
    this.body =
        JsonNodeFactory.instance
            .objectNode()
            .put("query", target.query())
            .put("limit", HITS)
            .toString();
    this.thread = Thread.ofPlatform().daemon(true).name("search-probe").start(this::run);
  }

  /// Whether the newest answer holds the target.
  boolean isSeen() {
    return seen;
  }

  /// Arrival of the last answer that held it, as `System.nanoTime()`.
  long lastSeen() {
    return lastSeen;
  }

  /// Whether answers have come for so long without it.
  boolean isGoneFor(Duration quiet) {
    return !seen && lastAnswer - lastSeen >= quiet.toNanos();
  }

  private void run() {
    while (!stopped) {
      try {
        ask();
      } catch (IOException e) {
        // the front door is busy or away: the next answer counts
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void ask() throws IOException, InterruptedException {
    FactoryRest.Answer answer = rest.post("/v1/search", body);
    if (answer.status() != 200) {
      return;
    }
    boolean held = false;
    for (JsonNode hit : answer.json().path("data")) {
      held |= target.isIn(hit);
    }
    long now = System.nanoTime();
    if (held) {
      lastSeen = now;
    }
    seen = held;
    lastAnswer = now;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
