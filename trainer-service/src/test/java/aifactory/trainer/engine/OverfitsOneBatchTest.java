package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverfitsOneBatchTest {
  @Test
  void aModelLearnsOneBatchByHeart() {
    int[][] rows = ToyModel.rows(7, 4, 33, 64);
    try (TrainingEngine engine =
        TrainingEngine.open(ToyModel.tied(), 1, EngineSettings.ofThreads(1))) {
      // A fresh model knows nothing: its loss is near ln V, a little above for its random opinions.
      assertThat(engine.loss(rows)).isBetween(Math.log(64) - 0.2, Math.log(64) + 1.0);
      for (int step = 0; step < 300; step++) {
        engine.step(rows, 1e-2);
      }
      assertThat(engine.loss(rows)).isLessThan(0.1);
    }
  }
}
