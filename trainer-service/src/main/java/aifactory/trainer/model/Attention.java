package aifactory.trainer.model;

import org.jspecify.annotations.Nullable;

/// In what a decoder's attention departs from plain Llama.
///
/// @param headWidth E, also where D is not H·E
/// @param biases whether q, k and v have biases (Qwen2)
/// @param normedHeads whether q and k are normed per head before they turn (Qwen3)
/// @param window how many tokens back a token sees, itself included (Mistral); 0 = all
/// @param scaling of the rotary wavelengths; null = none
public record Attention(
    int headWidth, boolean biases, boolean normedHeads, int window, @Nullable RopeScaling scaling) {

  /// Llama's.
  public static Attention plain(int headWidth) {
    return new Attention(headWidth, false, false, 0, null);
  }

  /// Whether it is what a Llama of the same head width does.
  public boolean isPlain() {
    return equals(plain(headWidth));
  }
}
