package aifactory.console.dashboard;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One picture a second, shared by every browser: a section is sent when it changed. The database
/// is asked once a second whether one page is open or a thousand.
@ApplicationScoped
public class LiveSections {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSections.class);
  private static final int SLOW_BROWSER_BUFFER = 256;

  private final Snapshot snapshot;
  private final Set<MultiEmitter<? super Section>> browsers = ConcurrentHashMap.newKeySet();
  private volatile Map<String, String> current = Map.of();
  private @Nullable ScheduledExecutorService timer;

  LiveSections(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// A part of the picture.
  ///
  /// @param json its content
  public record Section(String name, String json) {}

  /// Begins looking.
  public synchronized void start() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dashboard").daemon(true).factory());
    timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /// Stops looking and ends the streams.
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
    }
    timer = null;
    browsers.forEach(MultiEmitter::complete);
  }

  /// A section as it is now; `null` as JSON before the first look.
  public String section(String name) {
    return current.getOrDefault(name, "null");
  }

  /// Everything as it is now, then what changes. A browser too slow to follow loses its stream and
  /// connects again.
  public Multi<Section> stream() {
    return Multi.createFrom().<Section>emitter(this::join, SLOW_BROWSER_BUFFER);
  }

  /// Between everything and the first change nothing may slip through.
  private synchronized void join(MultiEmitter<? super Section> browser) {
    current.forEach((name, json) -> browser.emit(new Section(name, json)));
    browsers.add(browser);
    browser.onTermination(() -> browsers.remove(browser));
  }

  private synchronized void show(Map<String, String> next) {
    Map<String, String> before = current;
    current = next;
    next.forEach((name, json) -> {
      if (!json.equals(before.get(name))) {
        browsers.forEach(browser -> browser.emit(new Section(name, json)));
      }
    });
  }

  private void look() {
    try {
      show(new LinkedHashMap<>(snapshot.sections()));
    } catch (RuntimeException e) {
      LOG.warn("no picture this second", e); // the schedule must go on
    }
  }
}
