package aifactory.inference.session;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;

/// The Hugging Face tokenizer of a bundle. Thread-safe.
public final class TextEncoder implements AutoCloseable {
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
    long[] ids = tokenizer.encode(text, false, false).getIds();
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
