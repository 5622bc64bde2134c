package aifactory.launcher;

import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.Part;
import aifactory.launcher.part.PlainLog;
import aifactory.launcher.part.Supervision;
import aifactory.launcher.screen.Screen;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Starts the whole factory once in a home of its own, ends it, and makes the AOT caches that later
/// starts use. Done after a build; a factory without caches works, it only starts slower.
final class Rehearsal {
  /// Writing down what was loaded takes a JVM seconds, on a busy machine many.
  private static final Duration NOTES_LIMIT = Duration.ofMinutes(3);

  private final FactorySettings settings;
  private final Screen screen;
  private final InstantSource clock = InstantSource.system();

  Rehearsal(FactorySettings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
  }

  /// Returns 0 when every JVM part has its cache.
  int run() throws IOException {
    PlainLog.warningsOnly();
    Instant began = clock.instant();
    AotCaches caches = new AotCaches(settings.aotCaches(), AotCaches.Mode.RECORD);
    Files.createDirectories(caches.directory());
    Path home = Files.createTempDirectory("factory-rehearsal-");
    try {
      List<Part> recorded = record(home, caches);
      for (Part part : recorded) {
        create(caches, part);
      }
      delete(home);
      screen.line(
          "AOT caches for %s made in %d s"
              .formatted(
                  String.join(", ", recorded.stream().map(Part::name).toList()),
                  Duration.between(began, clock.instant()).toSeconds()));
      return 0;
    } catch (CompletionException e) {
      screen.line("no AOT caches: a part did not become ready; see the logs in " + home);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void create(AotCaches caches, Part part) throws InterruptedException {
    try {
      caches.create(part.name(), part.command());
    } catch (IOException e) {
      screen.line(e.getMessage() + "; it will start without");
    }
  }

  /// Runs everything until ready once; returns the JVM parts as they ran.
  private List<Part> record(Path home, AotCaches caches) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("FACTORY_HOME", home.toString());
    Port.free().forEach((port, number) -> environment.put(port.setting(), number.toString()));
    FactorySettings scratch = FactorySettings.from(environment, settings.root());
    List<Part> parts = Factory.describedBy(scratch, caches).parts();
    try (Supervision supervision =
        Supervision.start(
            parts,
            home,
            Supervision.Limits.in(home, NOTES_LIMIT),
            (part, state, message) -> {
              if (!message.isEmpty()) {
                screen.line(part.name() + " " + message);
              }
            },
            clock)) {
      Runtime.getRuntime().addShutdownHook(new Thread(supervision::close));
      supervision.awaitReady();
    }
    return parts.stream().filter(part -> part.command().contains("-XX:AOTMode=record")).toList();
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
