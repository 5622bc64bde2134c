package aifactory.inference.sample;

import java.util.HashMap;
import java.util.Map;

/// Tokens of the prompt and of the answer so far, counted. Not thread-safe.
public final class TokenHistory {
  private final Map<Integer, Integer> seen = new HashMap<>();
  private final Map<Integer, Integer> generated = new HashMap<>();

  /// A history that begins with a prompt.
  public static TokenHistory after(int[] prompt) {
    TokenHistory history = new TokenHistory();
    for (int token : prompt) {
      history.seen.merge(token, 1, Integer::sum);
    }
    return history;
  }

  /// Adds a token of the answer.
  public void add(int token) {
    seen.merge(token, 1, Integer::sum);
    generated.merge(token, 1, Integer::sum);
  }

  /// Whether the token occurred in prompt or answer.
  public boolean contains(int token) {
    return seen.containsKey(token);
  }

  /// How often the token occurred in the answer.
  public int timesGenerated(int token) {
    return generated.getOrDefault(token, 0);
  }
}
