package aifactory.testbed;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/// The supervisor process of a Maven run: found by a folder named after the Maven process, started
/// under a file lock by whoever is first. Test JVMs come and go; the supervisor watches Maven.
final class SharedPlatform {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String MAIN = "aifactory.launcher.TestPlatform";

  private final Path directory;
  private final Path built;
  private final ProcessHandle build;

  private SharedPlatform(Path directory, Path built, ProcessHandle build) {
    this.directory = directory;
    this.built = built;
    this.build = build;
  }

  /// The platform of the Maven run that this JVM belongs to.
  static SharedPlatform ofThisBuild() {
    Path root = Path.of(System.getProperty("factory.root", "."));
    ProcessHandle build = BuildProcess.find();
    long startedAt = build.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    Path directory =
        root.resolve("target").resolve("testbed").resolve(build.pid() + "-" + startedAt);
    return new SharedPlatform(
        directory.toAbsolutePath().normalize(),
        root.resolve("ops/launcher/target").toAbsolutePath().normalize(),
        build);
  }

  /// Addresses of the running platform; starts it if nobody has.
  Properties addresses() {
    try {
      Files.createDirectories(directory);
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IllegalStateException("lost the lock of " + directory);
        }
        if (!Files.exists(directory.resolve("ready.properties"))) {
          start();
        }
        return read("ready.properties");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not start the test platform in " + directory, e);
    }
  }

  private void start() throws IOException {
    Path libraries = built.resolve("lib");
    if (!Files.isDirectory(libraries) || !Files.isDirectory(built.resolve("registry"))) {
      throw new IllegalStateException(
          "the launcher is not built in %s: run ./mvnw -pl ops/launcher -am -DskipTests package"
              .formatted(built));
    }
    Files.deleteIfExists(directory.resolve("failed.properties"));
    Process supervisor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                built.resolve("classes") + File.pathSeparator + libraries.resolve("*"),
                MAIN,
                directory.toString(),
                Long.toString(build.pid()),
                built.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("supervisor.log").toFile())
            .start();
    awaitReady(supervisor);
  }

  private void awaitReady(Process supervisor) throws IOException {
    Instant limit = Instant.now().plus(LIMIT);
    while (!Files.exists(directory.resolve("ready.properties"))) {
      if (Files.exists(directory.resolve("failed.properties"))) {
        throw new IllegalStateException(read("failed.properties").getProperty("message"));
      }
      if (!supervisor.isAlive() || Instant.now().isAfter(limit)) {
        supervisor.destroy();
        List<String> said = Files.readAllLines(directory.resolve("supervisor.log"));
        throw new IllegalStateException("the test platform did not start: " + said);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Properties read(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve(name))) {
      properties.load(reader);
    }
    return properties;
  }
}
