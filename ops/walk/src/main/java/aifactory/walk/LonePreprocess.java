package aifactory.walk;

import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The corpus' flow with a broker and a registry and nothing else.
public final class LonePreprocess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final String PART = "preprocess";

  private final ScratchFactory factory;

  private LonePreprocess(ScratchFactory factory) {
    this.factory = factory;
  }

  /// Starts one; returns when it is ready.
  ///
  /// @param settings environment variables of the service
  public static LonePreprocess start(Path root, Map<String, String> settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SERVICES", PART);
    all.put("SAMPLES", "0");
    ScratchFactory factory = ScratchFactory.start(root, all, false);
    LonePreprocess flow = new LonePreprocess(factory);
    try {
      flow.awaitReady();
    } catch (RuntimeException | IOException | InterruptedException e) {
      flow.close();
      throw e;
    }
    return flow;
  }

  private void awaitReady() throws IOException, InterruptedException {
    factory.awaitReady(READY);
  }

  public KafkaSettings kafka() {
    return factory.kafka();
  }

  /// Waits until the process has judged so many documents since it started.
  ///
  /// @return how long that took from now
  public Duration awaitJudged(long documents, Duration limit) {
    return Await.until(documents + " documents judged", limit, () -> judged() >= documents);
  }

  /// Documents that the process has accepted or rejected since it started.
  public long judged() throws IOException, InterruptedException {
    var counters = factory.service("PREPROCESS_PORT").get("/api/totals").json();
    return counters.path("accepted").asLong() + counters.path("rejected").asLong();
  }

  /// Kills it the hard way; returns how long it took until it was ready again.
  public Duration killAndAwaitReady() throws IOException, InterruptedException {
    long began = System.nanoTime();
    long killed = factory.kill(PART);
    Await.until("started again", READY, () -> isAnother(PART, killed));
    awaitReady();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Kills a part the hard way; returns when the launcher has started it again.
  void kill(String part) throws IOException {
    long killed = factory.kill(part);
    Await.until(part + " started again", READY, () -> isAnother(part, killed));
  }

  private boolean isAnother(String part, long killed) {
    try {
      return factory.pidOf(part) != killed;
    } catch (IOException | IllegalStateException e) {
      return false; // its record is being replaced
    }
  }

  /// Bytes of its state on disk.
  public long stateBytes() throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(factory.home().resolve("preprocess/state"))) {
      for (Path file : files.toList()) {
        sum += size(file);
      }
    }
    return sum;
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0; // compacted away meanwhile
    }
  }

  /// Memory that the process occupies.
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(factory.pidOf(PART)), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no resident memory in " + status);
  }

  @Override
  public void close() throws IOException {
    factory.close();
  }
}
