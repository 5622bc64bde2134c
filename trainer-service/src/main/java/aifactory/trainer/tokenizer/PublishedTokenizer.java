package aifactory.trainer.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// Any `tokenizer.json`, used exactly as Hugging Face's library uses it: special tokens that a text
/// spells are seen. For text of strangers there is [TextEncoder]. Owns its native handle.
public final class PublishedTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  private PublishedTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Opens the text of a `tokenizer.json`.
  ///
  /// @throws IllegalArgumentException when the library cannot read it
  public static PublishedTokenizer open(String json) {
    Map<String, String> options = Map.of("truncation", "false", "padding", "false");
    try (ByteArrayInputStream in =
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      return new PublishedTokenizer(HuggingFaceTokenizer.newInstance(in, options));
    } catch (IOException e) {
      throw new UncheckedIOException("a tokenizer in memory", e);
    } catch (RuntimeException e) { // the native library has no type of its own
      throw new IllegalArgumentException("tokenizer.json is not usable: " + e.getMessage(), e);
    }
  }

  /// A text in tokens.
  ///
  /// @param texts how the vocabulary writes each token
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Encoded(int[] ids, String[] texts) {}

  /// Encodes a text.
  ///
  /// @param framed whether tokens that begin or end a text are put around it, where the tokenizer
  ///   has such
  public Encoded encode(String text, boolean framed) {
    Encoding encoding = tokenizer.encode(text, framed, false);
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    return new Encoded(ids, encoding.getTokens());
  }

  /// The text of token ids.
  ///
  /// @param special whether special tokens are spelled out
  public String decode(int[] ids, boolean special) {
    return tokenizer.decode(IntStream.of(ids).asLongStream().toArray(), !special);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
