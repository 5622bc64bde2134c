package aifactory.launcher.part;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Keeps parts running: each on a thread of its own, started as soon as what it needs is ready,
/// stopped in reverse order. Thread-safe.
public final class Supervision implements AutoCloseable {
  private static final int MAX_DEATHS = 6;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration DEATH_WINDOW = Duration.ofSeconds(60);

  private final Map<String, RunningPart> parts = new LinkedHashMap<>();
  private boolean closed;

  private Supervision() {}

  /// Starts all parts and returns at once.
  ///
  /// @param home where `logs/` and `run/` lie
  public static Supervision start(
      List<Part> parts, Path home, PartWatcher watcher, InstantSource clock) {
    return start(parts, home, Limits.in(home, STOP_LIMIT), watcher, clock);
  }

  /// What a part may take.
  ///
  /// @param stop how long each may take to end before it is killed
  /// @param freeBytes room on the home's disk: without any, parts wait and are not given up
  public record Limits(Duration stop, LongSupplier freeBytes) {
    /// With the room that there is on the home's disk.
    public static Limits in(Path home, Duration stop) {
      return new Limits(stop, home.toFile()::getUsableSpace);
    }
  }

  /// Starts all parts and returns at once.
  public static Supervision start(
      List<Part> parts, Path home, Limits limits, PartWatcher watcher, InstantSource clock) {
    Supervision supervision = new Supervision();
    for (Part part : parts) {
      RestartRule restarts = new RestartRule(MAX_DEATHS, DEATH_WINDOW);
      supervision.parts.put(
          part.name(),
          new RunningPart(part, home, limits.stop(), limits.freeBytes(), restarts, watcher, clock));
    }
    supervision.parts.values().forEach(supervision::startWhenPossible);
    return supervision;
  }

  private void startWhenPossible(RunningPart part) {
    CompletableFuture<?>[] needed =
        part.part().after().stream()
            .map(name -> named(name).firstReady())
            .toArray(CompletableFuture<?>[]::new);
    Thread.ofPlatform()
        .name("part-" + part.part().name())
        .daemon(true)
        .start(() -> {
          try {
            CompletableFuture.allOf(needed).join();
          } catch (CompletionException e) {
            part.firstReady().completeExceptionally(e);
            return;
          }
          part.live();
        });
  }

  private RunningPart named(String name) {
    RunningPart part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part is named " + name);
    }
    return part;
  }

  /// Waits until every part was ready.
  ///
  /// @throws CompletionException when one was given up
  public void awaitReady() {
    CompletableFuture.allOf(
            parts.values().stream()
                .map(RunningPart::firstReady)
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  /// State by part, in starting order.
  public Map<String, PartState> states() {
    Map<String, PartState> states = new LinkedHashMap<>();
    parts.forEach((name, part) -> states.put(name, part.state()));
    return states;
  }

  /// The living process of a part.
  public Optional<ProcessHandle> process(String name) {
    return named(name).process();
  }

  /// How often a part died since the start.
  public int deaths(String name) {
    return named(name).deaths();
  }

  /// Stops everything, those that others need last.
  @Override
  public synchronized void close() {
    if (closed) {
      return; // by the shutdown hook and by whoever opened it
    }
    closed = true;
    Set<String> left = new HashSet<>(parts.keySet());
    while (!left.isEmpty()) {
      Set<String> needed =
          left.stream()
              .map(name -> named(name).part().after())
              .flatMap(Collection::stream)
              .collect(Collectors.toSet());
      List<String> free = left.stream().filter(name -> !needed.contains(name)).toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("parts need each other in a circle: " + left);
      }
      stopTogether(free);
      left.removeAll(free);
    }
  }

  private void stopTogether(List<String> names) {
    List<Thread> stops = new ArrayList<>();
    for (String name : names) {
      stops.add(Thread.ofVirtual().start(named(name)::stop));
    }
    for (Thread stop : stops) {
      try {
        stop.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
