package aifactory.inference.session;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;

/// The Hugging Face tokenizer of a bundle. Thread-safe.
public final class TextEncoder implements AutoCloseable {
  /// A private-use character: no vocabulary has it.
  private static final String NO_WORD = "\uE0F7";

  private final HuggingFaceTokenizer tokenizer;

  private TextEncoder(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Loads a `tokenizer.json`. DJL unpacks its native library from its jar into `nativeCache`; it
  /// neither asks the network for anything nor tells anybody.
  public static TextEncoder open(Path tokenizerJson, Path nativeCache) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (System.getProperty("DJL_CACHE_DIR") == null) {
      System.setProperty("DJL_CACHE_DIR", nativeCache.toAbsolutePath().toString());
    }
    try {
      return new TextEncoder(
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(tokenizerJson)
              .optAddSpecialTokens(false)
              .optTruncation(false)
              .optPadding(false)
              .build());
    } catch (IOException | RuntimeException e) {
      throw new SessionException("cannot load " + tokenizerJson, e);
    }
  }

  /// Tokens of a text; nothing is added, nothing cut.
  public int[] encode(String text) {
    return tokens(text, false);
  }

  /// Tokens of a text between those that the tokenizer puts around every text.
  public int[] encodeWithSpecialTokens(String text) {
    return tokens(text, true);
  }

  /// The token for what is no token; -1 = it has none.
  public int unknownToken() {
    int[] found = encode(NO_WORD);
    return found.length == 1 ? found[0] : -1;
  }

  private int[] tokens(String text, boolean special) {
    long[] ids = tokenizer.encode(text, special, false).getIds();
    int[] tokens = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      tokens[i] = Math.toIntExact(ids[i]);
    }
    return tokens;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
