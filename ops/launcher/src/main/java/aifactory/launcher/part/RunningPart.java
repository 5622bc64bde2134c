package aifactory.launcher.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A part with its process, kept alive by a thread of its own: wait for what it needs, prepare,
/// start, ask until ready, wait for its end, start again.
final class RunningPart {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ROOM_POLL = Duration.ofSeconds(1);
  private static final long LOG_LIMIT_BYTES = 10L * 1024 * 1024;

  /// Less than this is no room to start in.
  private static final long LEAST_ROOM_BYTES = 64L * 1024 * 1024;

  private final Part part;
  private final Path home;
  private final Duration stopLimit;
  private final LongSupplier freeBytes;
  private final RestartRule restarts;
  private final PartWatcher watcher;
  private final InstantSource clock;
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Process process;
  private volatile PartState state = PartState.WAITING;
  private volatile int deaths;

  /// @param stopLimit how long the process may take to end before it is killed
  /// @param freeBytes room on the home's disk
  RunningPart(
      Part part,
      Path home,
      Duration stopLimit,
      LongSupplier freeBytes,
      RestartRule restarts,
      PartWatcher watcher,
      InstantSource clock) {
    this.part = part;
    this.home = home;
    this.stopLimit = stopLimit;
    this.freeBytes = freeBytes;
    this.restarts = restarts;
    this.watcher = watcher;
    this.clock = clock;
  }

  Part part() {
    return part;
  }

  PartState state() {
    return state;
  }

  int deaths() {
    return deaths;
  }

  /// Completes when the part was ready once; fails when it is given up before.
  CompletableFuture<Void> firstReady() {
    return firstReady;
  }

  Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle).filter(ProcessHandle::isAlive);
  }

  /// The part's whole life; returns when it was stopped or given up.
  void live() {
    while (stopping.getCount() > 0) {
      String ending = runOnce();
      if (stopping.getCount() == 0) {
        break;
      }
      deaths++;
      if (freeBytes.getAsLong() < LEAST_ROOM_BYTES) {
        awaitRoom(ending);
        continue; // what the disk did is not held against the part
      }
      boolean worked = state == PartState.READY;
      Optional<Duration> pause = restarts.afterDeath(clock.instant(), worked);
      if (pause.isEmpty()) {
        giveUp(ending);
        return;
      }
      change(PartState.RESTARTING, ending + ", starting again");
      pause(pause.get());
    }
  }

  private void awaitRoom(String ending) {
    change(
        PartState.RESTARTING,
        ending + "; the disk is full: make room and it starts again by itself");
    while (stopping.getCount() > 0 && freeBytes.getAsLong() < LEAST_ROOM_BYTES) {
      pause(ROOM_POLL);
    }
  }

  private void giveUp(String ending) {
    String message = ending + " again and again; given up. Its last words are in " + log();
    change(PartState.FAILED, message);
    firstReady.completeExceptionally(new IllegalStateException(part.name() + " " + message));
  }

  /// Starts the process and waits for its end; returns how it ended.
  private String runOnce() {
    try {
      part.preparation().prepare();
      rotateLog();
      Files.deleteIfExists(JavaCommand.crashReport(home, part.name())); // of an earlier crash
      Process started = start();
      if (stopping.getCount() == 0) { // stop() may have come before there was a process
        signal(started);
      }
      if (state != PartState.RESTARTING) {
        change(PartState.STARTING, "");
      }
      if (becomesReady(started)) {
        ProcessRecord.of(started.toHandle()).write(record());
        change(PartState.READY, "");
        firstReady.complete(null);
      }
      return Ending.of(started.waitFor(), JavaCommand.crashReport(home, part.name()));
    } catch (IOException e) {
      endUnrecorded();
      return "could not be started: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }

  /// A process whose record could not be written would be an orphan that nobody finds.
  private void endUnrecorded() {
    process()
        .ifPresent(unrecorded -> {
          unrecorded.destroyForcibly();
          Orphans.hasEnded(unrecorded, stopLimit);
        });
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(part.command());
    builder.environment().putAll(part.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    Process started = builder.start();
    process = started;
    ProcessRecord.of(started.toHandle()).write(record());
    return started;
  }

  private boolean becomesReady(Process started) {
    Instant limit = clock.instant().plus(START_LIMIT);
    while (started.isAlive() && clock.instant().isBefore(limit)) {
      if (passes()) {
        return true;
      }
      pause(POLL);
    }
    if (started.isAlive() && stopping.getCount() > 0) {
      watcher.changed(
          part, state, "not ready after " + START_LIMIT.toSeconds() + " s, see " + log());
      started.destroyForcibly();
    }
    return false;
  }

  private boolean passes() {
    try {
      return part.ready().passes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) { // not yet: that it cannot be asked is the usual answer while it starts
      return false;
    }
  }

  /// Stops the process and keeps it stopped; returns when it has ended.
  void stop() {
    stopping.countDown();
    Process running = process;
    if (running != null && running.isAlive()) {
      signal(running);
      if (!Orphans.hasEnded(running.toHandle(), stopLimit)) {
        running.destroyForcibly();
        Orphans.hasEnded(running.toHandle(), stopLimit);
      }
    }
    try {
      Files.deleteIfExists(record());
    } catch (IOException e) {
      // a record of a dead process is harmless: the next start sees that it does not live
    }
    change(PartState.STOPPED, "");
  }

  private void signal(Process running) {
    switch (part.stop()) {
      case TERMINATE -> running.destroy();
      case INTERRUPT -> {
        try {
          new ProcessBuilder("sh", "-c", "kill -INT " + running.pid()).start();
        } catch (IOException e) {
          running.destroy();
        }
      }
    }
  }

  private void change(PartState next, String message) {
    state = next;
    watcher.changed(part, next, message);
  }

  private void pause(Duration duration) {
    try {
      if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rotateLog() throws IOException {
    Files.createDirectories(log().getParent());
    if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
      Path older = log().resolveSibling(part.name() + ".log.1");
      Files.move(log(), older, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path log() {
    return home.resolve("logs").resolve(part.name() + ".log");
  }

  private Path record() {
    return home.resolve("run").resolve(part.name() + ".pid");
  }
}
