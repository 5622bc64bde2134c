package aifactory.inference.generate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When an answer ends: an end token, a stop string, the token limit. Not thread-safe.
public final class StopRule {
  private final Set<Integer> endTokens;
  private final StopStrings stopStrings;
  private final int maxTokens;

  public StopRule(Set<Integer> endTokens, StopStrings stopStrings, int maxTokens) {
    this.endTokens = endTokens;
    this.stopStrings = stopStrings;
    this.maxTokens = maxTokens;
  }

  public boolean isEnd(int token) {
    return endTokens.contains(token);
  }

  /// Why the answer ends after so many tokens; null = it goes on.
  public @Nullable FinishReason afterToken(int tokensMade) {
    if (stopStrings.isFound()) {
      return FinishReason.STOP;
    }
    return tokensMade >= maxTokens ? FinishReason.LENGTH : null;
  }
}
