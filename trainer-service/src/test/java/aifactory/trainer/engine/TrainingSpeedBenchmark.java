package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.model.ModelConfiguration;
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
      double[] seconds = new double[30];
      for (int step = 0; step < seconds.length; step++) {
        long start = System.nanoTime();
        engine.step(rows, 3e-3);
        seconds[step] = (System.nanoTime() - start) / 1e9;
      }
      double[] settled = Arrays.copyOfRange(seconds, 5, seconds.length);
      Arrays.sort(settled);
      double rate = 4 * 256 / settled[settled.length / 2];
      LOG.log(
          System.Logger.Level.INFO,
          "nano, {0} parameters, 4 x 256 tokens, {1} threads: {2} tokens/s (median)",
          nano.parameters(),
          threads,
          Math.round(rate));
      assertThat(rate).isPositive();
    }
  }
}
