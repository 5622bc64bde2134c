package aifactory.inference.constrain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The tokens of a model in the order of their bytes, so that tokens that begin alike lie side by
/// side and what they begin with is read once. Immutable.
public final class SortedTokens {
  private final int vocabulary;
  private final int[] tokens;
  private final byte[][] bytes;
  private final int[] shared; // bytes that a token has in common with the one before it

  /// @param bytesOf bytes of a token; those without (special ones) are in no text
  public SortedTokens(int vocabulary, IntFunction<byte[]> bytesOf) {
    this.vocabulary = vocabulary;
    this.tokens =
        IntStream.range(0, vocabulary)
            .filter(token -> bytesOf.apply(token).length > 0)
            .boxed()
            .sorted(Comparator.comparing(bytesOf::apply, Arrays::compareUnsigned))
            .mapToInt(Integer::intValue)
            .toArray();
    this.bytes = IntStream.of(tokens).mapToObj(bytesOf).toArray(byte[][]::new);
    this.shared = new int[tokens.length];
    for (int i = 1; i < tokens.length; i++) {
      int mismatch = Arrays.mismatch(bytes[i - 1], bytes[i]);
      shared[i] = mismatch < 0 ? bytes[i].length : mismatch;
    }
  }

  /// Tokens all of whose bytes the grammar allows from here.
  BitSet allowed(Grammar.State state) {
    BitSet allowed = new BitSet(vocabulary);
    int longest = Arrays.stream(bytes).mapToInt(each -> each.length).max().orElse(0);
    Grammar.State[] along = new Grammar.State[longest + 1];
    along[0] = state;
    int sound = 0; // bytes of the token before that the grammar allowed
    for (int i = 0; i < tokens.length; i++) {
      if (shared[i] > sound) {
        continue; // it begins with what was not allowed
      }
      sound = read(bytes[i], shared[i], along);
      if (sound == bytes[i].length) {
        allowed.set(tokens[i]);
      }
    }
    return allowed;
  }

  /// Reads on from a place; returns how many bytes are allowed.
  private static int read(byte[] token, int from, @Nullable Grammar.State[] along) {
    int at = from;
    Grammar.State state = along[at];
    while (state != null && at < token.length) {
      state = state.after(Byte.toUnsignedInt(token[at]));
      if (state != null) {
        along[++at] = state;
      }
    }
    return at;
  }
}
