package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.model.ModelConfiguration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Not part of the build: `./mvnw -pl trainer-service test -Dtest=TrainingSpeedBenchmark`.
class TrainingSpeedBenchmark {
  private static final System.Logger LOG = System.getLogger("TrainingSpeedBenchmark");

  @Test
  void nanoTokensPerSecond() {
    ModelConfiguration nano = ModelConfiguration.nano(2048);
    int threads = Integer.getInteger("threads", 1);
    int[][] rows = ToyModel.rows(3, 4, 257, 2048);
    try (TrainingEngine engine = TrainingEngine.open(nano, 1, EngineSettings.ofThreads(threads))) {
      // Processor time of the thread as well: with one thread it does not depend on the neighbours.
      ThreadMXBean processor = ManagementFactory.getThreadMXBean();
      double[] seconds = new double[30];
      double[] busy = new double[seconds.length];
      for (int step = 0; step < seconds.length; step++) {
        long start = System.nanoTime();
        long used = processor.getCurrentThreadCpuTime();
        engine.step(rows, 3e-3);
        seconds[step] = (System.nanoTime() - start) / 1e9;
        busy[step] = (processor.getCurrentThreadCpuTime() - used) / 1e9;
      }
      double rate = 4 * 256 / median(seconds);
      LOG.log(
          System.Logger.Level.INFO,
          "nano, {0} parameters, 4 x 256 tokens, {1} threads: {2} tokens/s, {3} a processor second",
          nano.parameters(),
          threads,
          Math.round(rate),
          Math.round(4 * 256 / median(busy)));
      assertThat(rate).isPositive();
    }
  }

  /// Of all but the first five, which warm up.
  private static double median(double[] seconds) {
    double[] settled = Arrays.copyOfRange(seconds, 5, seconds.length);
    Arrays.sort(settled);
    return settled[settled.length / 2];
  }
}
