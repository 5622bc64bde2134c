package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MemoryStaysFlatTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void threeHundredStepsNeedNoMoreMemoryThanOneHundred() throws IOException {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
    int[][] rows = ToyModel.rows(3, 8, 33, 64);
    try (TrainingEngine engine =
        TrainingEngine.open(ToyModel.tied(), 1, EngineSettings.ofThreads(1))) {
      walk(engine, rows, 100);
      long before = residentKilobytes();
      walk(engine, rows, 200);
      // One leaked batch of activations a step would be 200 times 1.5 MB.
      assertThat(residentKilobytes() - before).isLessThan(16 * 1024);
    }
  }

  private static void walk(TrainingEngine engine, int[][] rows, int steps) {
    for (int step = 0; step < steps; step++) {
      engine.step(rows, 1e-3);
      engine.loss(rows);
      engine.logits(Arrays.copyOf(rows[0], 32));
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc(); // the Java heap is not what is measured
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
