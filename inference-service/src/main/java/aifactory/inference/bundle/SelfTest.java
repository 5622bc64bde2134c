package aifactory.inference.bundle;

import aifactory.inference.generate.Decoding;
import aifactory.inference.generate.DecodingModel;

/// Lets a loaded model make a few tokens before anybody relies on it.
final class SelfTest {
  private static final String PROMPT = "The factory 工場";
  private static final int TOKENS = 4;

  /// @throws RuntimeException when it does not work
  void run(DecodingModel model) {
    int[] prompt = model.encode(PROMPT);
    if (prompt.length == 0) {
      throw new IllegalStateException("tokenizer gives no tokens");
    }
    int limit = model.configuration().contextTokens() - TOKENS;
    int[] fitting = java.util.Arrays.copyOf(prompt, Math.clamp(prompt.length, 1, limit));
    try (Decoding decoding = model.open()) {
      float[] logits = decoding.advance(fitting);
      for (int made = 0; made < TOKENS; made++) {
        logits = decoding.advance(new int[] {best(logits)});
      }
    }
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new IllegalStateException("score of token " + i + " is " + logits[i]);
      }
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
