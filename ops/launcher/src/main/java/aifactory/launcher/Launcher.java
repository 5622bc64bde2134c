package aifactory.launcher;

import aifactory.launcher.check.Finding;
import aifactory.launcher.check.Machine;
import aifactory.launcher.declare.SampleSources;
import aifactory.launcher.flow.DiskGuard;
import aifactory.launcher.flow.FlowCounters;
import aifactory.launcher.node.Membership;
import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.Orphans;
import aifactory.launcher.part.Part;
import aifactory.launcher.part.PartState;
import aifactory.launcher.part.PlainLog;
import aifactory.launcher.part.ProcessRecord;
import aifactory.launcher.part.Supervision;
import aifactory.launcher.sample.SampleServer;
import aifactory.launcher.screen.Screen;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/// The whole factory on one machine: check → end leftovers → parts (broker, database, registry,
/// services) → sources → watch.
final class Launcher {
  private final FactorySettings settings;
  private final Screen screen;
  private final InstantSource clock = InstantSource.system();

  Launcher(FactorySettings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
  }

  /// Runs until a signal ends this process; returns early, with the status to exit with, when the
  /// factory cannot start.
  int up() throws IOException {
    Optional<HomeLock> lock = HomeLock.take(settings.runDirectory());
    if (lock.isEmpty()) {
      screen.line(
          "the factory is already running in %s; see ./factory status, end it with ./factory down"
              .formatted(settings.home()));
      return 1;
    }
    try (HomeLock _ = lock.get()) {
      PlainLog.warningsOnly();
      PlainLog.into(settings.logDirectory().resolve("launcher.log"));
      endLeftovers();
      if (!canStart()) {
        return 1;
      }
      ProcessRecord.of(ProcessHandle.current())
          .write(settings.runDirectory().resolve(HomeLock.LAUNCHER_RECORD));
      return runParts();
    }
  }

  private void endLeftovers() throws IOException {
    List<String> ended = Orphans.end(settings.runDirectory());
    if (!ended.isEmpty()) {
      screen.line("ended what an earlier run left behind: " + String.join(", ", ended));
    }
  }

  private boolean canStart() {
    List<Finding> obstacles = new Machine(settings).obstacles();
    obstacles.forEach(obstacle -> screen.line(obstacle.toString()));
    return obstacles.isEmpty();
  }

  private int runParts() throws IOException {
    Instant began = clock.instant();
    Optional<Membership> membership = Membership.in(settings.home());
    AotCaches caches = new AotCaches(settings.aotCaches(), AotCaches.Mode.USE);
    Factory factory =
        membership.isPresent()
            ? Factory.worker(settings, membership.get(), caches)
            : Factory.describedBy(settings, caches);
    CountDownLatch stopped = new CountDownLatch(1);
    try (SampleServer samples = samples(membership.isEmpty() && settings.samples());
        Supervision supervision =
            Supervision.start(factory.parts(), settings.home(), this::changed, clock)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervision, stopped)));
      try {
        supervision.awaitReady();
      } catch (CompletionException e) {
        screen.line("the factory could not start: " + message(e));
        return 1;
      }
      screen.line(
          "all parts are ready after %.1f s"
              .formatted(Duration.between(began, clock.instant()).toMillis() / 1000.0));
      membership.ifPresentOrElse(
          joined -> screen.line("worker " + joined.nodeId() + " of " + joined.bootstrapServers()),
          () -> greet(samples, factory));
      // A worker's full disk is not the factory's: its crawler waits for room by itself.
      watch(factory, supervision, stopped, membership.isEmpty() ? settings.minFreeBytes() : 0);
    }
    return 0;
  }

  private SampleServer samples(boolean wanted) throws IOException {
    Path nothing = settings.home().resolve("no-samples");
    return wanted
        ? SampleServer.start(
            settings.built().resolve("samples"),
            settings.root().resolve("docs/ja"),
            settings.port(Port.SAMPLES))
        : SampleServer.start(nothing, nothing, 0);
  }

  private void greet(SampleServer samples, Factory factory) {
    if (settings.samples()) {
      List<String> declared =
          new SampleSources(factory.kafka(), clock).declareMissing(samples.addresses());
      if (!declared.isEmpty()) {
        screen.line("sample sites added as sources: " + String.join(", ", declared));
      }
    }
    screen.line("console      http://127.0.0.1:%d".formatted(settings.port(Port.CONSOLE)));
    screen.line("admin token  " + settings.home().resolve("admin.token"));
    screen.line("logs         " + settings.logDirectory());
    screen.line("Ctrl-C or ./factory down stops everything");
  }

  private void watch(
      Factory factory, Supervision supervision, CountDownLatch stopped, long minFreeBytes) {
    DiskGuard guard =
        new DiskGuard(
            minFreeBytes,
            () -> Machine.freeBytes(settings.home()),
            DiskGuard.Commands.over(factory.kafka(), clock));
    StatusReport report = new StatusReport(factory.parts(), supervision);
    try (FlowCounters counters = FlowCounters.follow(factory.kafka())) {
      new Watch(settings, screen, report, counters, guard, clock).until(stopped);
    }
  }

  private void changed(Part part, PartState state, String message) {
    if (state == PartState.READY || !message.isEmpty()) {
      screen.line(
          "%-11s %-10s %s %s"
              .formatted(part.name(), state.name(), part.address(), message)
              .strip());
    }
  }

  private void stop(Supervision supervision, CountDownLatch stopped) {
    stopped.countDown();
    screen.status("");
    screen.line("stopping");
    supervision.close();
    screen.line("stopped; everything is kept in " + settings.home());
  }

  private static String message(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
