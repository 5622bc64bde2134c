package aifactory.inference.bundle;

import aifactory.inference.generate.DecodingModel;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import aifactory.inference.sample.SamplingSettings;
import java.util.Arrays;
import java.util.List;

/// Lets a loaded model make a few tokens before anybody relies on it.
final class SelfTest {
  private static final String PROMPT = "The factory 工場";
  private static final String CLIENT = "self-test";
  private static final int TOKENS = 4;

  /// @throws RuntimeException when it does not work
  void run(DecodingModel model) {
    int[] prompt = model.encode(PROMPT);
    if (prompt.length == 0) {
      throw new IllegalStateException("tokenizer gives no tokens");
    }
    int room = Math.max(1, model.window() - TOKENS);
    GenerationRequest request =
        new GenerationRequest(
            Arrays.copyOf(prompt, Math.min(prompt.length, room)),
            Math.min(TOKENS, model.window() - 1),
            List.of(),
            SamplingSettings.GREEDY,
            0,
            null,
            CLIENT);
    try (Place place = model.enter().orElseThrow()) {
      Generated made = place.generate(request, new FiniteScores());
      if (made.completionTokens() == 0 && model.configuration().eosTokenIds().isEmpty()) {
        throw new IllegalStateException("it makes no tokens");
      }
    }
  }

  /// Sum and maximum of all scores are in each probability, so one that is no number shows.
  private static final class FiniteScores implements TextSink {
    @Override
    public void emit(String piece, List<TokenScore> scores) {
      for (TokenScore score : scores) {
        if (!Double.isFinite(score.logProbability())) {
          throw new IllegalStateException("score of token " + score.token() + " is no number");
        }
      }
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
