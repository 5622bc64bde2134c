package aifactory.launcher.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The JDK's ahead-of-time caches (JEP 483 and 514), one per JVM part: what its classes look like
/// when loaded and linked, written once after a build and mapped at every start. A cache fits one
/// build and one JDK; a JVM that finds it does not fit says so in its log and starts without. It
/// looks at the jars of its own class path only: classes that Quarkus' loader reads are taken from
/// the cache whatever was built since, so what is older than its build is not used.
///
/// @param directory where the caches lie; they are build products
/// @param mode what the parts do with them
public record AotCaches(Path directory, Mode mode) {

  /// Profiles of the recording make the second compiler start at once, when all parts need the
  /// processor: starting one took 4.8 s of it instead of 3.2 s.
  private static final String NO_EARLY_COMPILING = "-XX:-AOTReplayTraining";

  /// Cached call adapters are refused one by one, with two lines in the log each.
  private static final String NO_ADAPTERS = "-XX:-AOTAdapterCaching";

  /// What a part does with its cache.
  public enum Mode {
    /// Starts from its cache where there is one.
    USE,
    /// Notes what it loads, for [#create].
    RECORD,
    /// Neither.
    IGNORE
  }

  /// No caches: tests start from class folders, which cannot be cached.
  public static AotCaches none() {
    return new AotCaches(Path.of(""), Mode.IGNORE);
  }

  /// JVM flags of a part.
  List<String> flags(String part) {
    return switch (mode) {
      case RECORD -> List.of("-XX:AOTMode=record", configuration(part));
      case USE ->
          Files.exists(file(part, ".aot"))
              ? List.of(
                  "-XX:AOTCache=" + file(part, ".aot"),
                  "-XX:+UnlockDiagnosticVMOptions",
                  NO_EARLY_COMPILING,
                  NO_ADAPTERS)
              : List.of();
      case IGNORE -> List.of();
    };
  }

  /// Whether a part's cache, if there is one to be used, is as new as all files of its build.
  ///
  /// @throws UncheckedIOException when the build cannot be looked at
  boolean fits(String part, Path build) {
    Path cache = file(part, ".aot");
    if (mode != Mode.USE || !Files.exists(cache)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(build)) {
      FileTime made = Files.getLastModifiedTime(cache);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + build, e);
    }
  }

  /// Makes the cache of a part that ran in mode [Mode#RECORD] and has ended.
  ///
  /// @param recorded the command line it ran with: a cache fits only the same flags
  /// @throws IOException with the JVM's last words when it made none
  public void create(String part, List<String> recorded) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(recorded);
    command.set(command.indexOf("-XX:AOTMode=record"), "-XX:AOTMode=create");
    command.add(1, "-XX:AOTCache=" + file(part, ".aot"));
    Path log = file(part, ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int status = process.waitFor();
    Files.deleteIfExists(file(part, ".aotconf"));
    if (status != 0 || !Files.exists(file(part, ".aot"))) {
      throw new IOException("no cache for %s (status %d), see %s".formatted(part, status, log));
    }
  }

  private String configuration(String part) {
    return "-XX:AOTConfiguration=" + file(part, ".aotconf");
  }

  private Path file(String part, String ending) {
    return directory.resolve(part + ending);
  }
}
