package aifactory.launcher;

import aifactory.launcher.flow.DiskGuard;
import aifactory.launcher.flow.FlowCounters;
import aifactory.launcher.screen.Screen;
import aifactory.launcher.settings.FactorySettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at the running factory every two seconds: status file, live line, disk.
record Watch(
    FactorySettings settings,
    Screen screen,
    StatusReport report,
    FlowCounters counters,
    DiskGuard guard,
    InstantSource clock) {
  private static final long PERIOD_SECONDS = 2;
  private static final long MIB = 1024 * 1024;

  /// Counters worth a place in the live line, in flow order.
  private static final Map<String, String[]> SHOWN =
      Map.of(
          "crawler", new String[] {"fetched"},
          "preprocess", new String[] {"accepted", "rejected"},
          "trainer", new String[] {"steps", "tokens"},
          "inference", new String[] {"indexed", "answers"});

  void until(CountDownLatch stopped) {
    try {
      while (!stopped.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      guard.look().ifPresent(screen::line); // first: on a full disk the report cannot be written
      ObjectNode status = report.of(clock.instant(), counters.byService());
      StatusReport.write(status, settings.runDirectory());
      screen.status(line(status));
    } catch (IOException | RuntimeException e) {
      screen.status("the watch could not look: " + e.getMessage()); // it looks again
    }
  }

  private static String line(ObjectNode status) {
    int ready = 0;
    for (JsonNode part : status.path("parts")) {
      ready += part.path("state").asText().equals("READY") ? 1 : 0;
    }
    StringJoiner line = new StringJoiner(" · ");
    line.add("%d/%d parts ready".formatted(ready, status.path("parts").size()));
    for (String service : new String[] {"crawler", "preprocess", "trainer", "inference"}) {
      for (String name : SHOWN.getOrDefault(service, new String[0])) {
        JsonNode value = status.path("counters").path(service).path(name);
        if (!value.isMissingNode()) {
          line.add(name + " " + value.asLong());
        }
      }
    }
    line.add("%d MB".formatted(status.path("residentBytes").asLong() / MIB));
    return line.toString();
  }
}
