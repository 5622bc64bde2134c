package aifactory.trainer.export;

import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.LogitReader;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.util.Arrays;
import java.util.Map;

/// The trainer's own computation.
public final class TrainerNextToken implements NextToken {
  private final LogitReader reader;

  public TrainerNextToken(ModelConfiguration model, Map<String, Tensor> weights, int threads) {
    this.reader = LogitReader.open(model, weights, EngineSettings.ofThreads(threads));
  }

  @Override
  public float[] after(int[] tokens) {
    return reader.next(tokens);
  }

  @Override
  public float[][] afterEach(int[] tokens, int from) {
    return Arrays.copyOfRange(reader.logits(tokens), from, tokens.length);
  }

  @Override
  public int contextTokens() {
    return reader.model().contextTokens();
  }

  @Override
  public void close() {
    reader.close();
  }
}
