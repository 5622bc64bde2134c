package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.ScratchFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts the whole factory in a scratch home and measures seconds from the command to the last
/// health check that turns ready, and the proportional set size of all its processes at that moment
/// (shared pages counted once).
///
/// The first start of a home also creates databases, topics and schemas; it is measured apart from
/// the later ones.
final class UpBenchmark implements Benchmark {
  private static final double READY_BOUND_SECONDS = 15;
  private static final double MEMORY_BOUND_MIB = 2560;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private record Start(double seconds, double residentMib) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (ScratchFactory factory = ScratchFactory.start(root, Map.of(), false)) {
      Start first = ready(factory, began);
      List<Start> later = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        factory.restart();
        later.add(ready(factory, System.nanoTime()));
      }
      return List.of(
          Claim.of("up.first-ready", "s", READY_BOUND_SECONDS, true, List.of(first.seconds())),
          Claim.of(
              "up.ready",
              "s",
              READY_BOUND_SECONDS,
              true,
              later.stream().map(Start::seconds).toList()),
          Claim.of(
              "up.resident",
              "MiB",
              MEMORY_BOUND_MIB,
              true,
              later.stream().map(Start::residentMib).toList()));
    }
  }

  private static Start ready(ScratchFactory factory, long began)
      throws IOException, InterruptedException {
    factory.awaitReady(LIMIT);
    double seconds = (System.nanoTime() - began) / 1e9;
    double resident =
        factory.processes().mapToDouble(process -> proportionalMib(process.pid())).sum();
    return new Start(seconds, resident);
  }

  private static double proportionalMib(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      return 0; // the process ended meanwhile
    }
    return 0;
  }
}
