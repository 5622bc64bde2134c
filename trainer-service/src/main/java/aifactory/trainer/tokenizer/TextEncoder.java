package aifactory.trainer.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import aifactory.contract.id.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Turns text into token ids by the Hugging Face library, from a `tokenizer.json`. Owns its native
/// handle. Thread-safe.
public final class TextEncoder implements AutoCloseable {
  /// A special token spelled out in a text is text: cutting behind its first character keeps the
  /// library from seeing it.
  private static final Pattern SPELLED_SPECIAL =
      Pattern.compile(
          "(?<=<)(?="
              + Stream.of(SpecialToken.values())
                  .map(token -> Pattern.quote(token.text().substring(1)))
                  .collect(Collectors.joining("|"))
              + ")");

  private final HuggingFaceTokenizer tokenizer;
  private final String hash;

  private TextEncoder(HuggingFaceTokenizer tokenizer, String hash) {
    this.tokenizer = tokenizer;
    this.hash = hash;
  }

  /// Opens a `tokenizer.json`.
  public static TextEncoder open(Path file) {
    try {
      // The library would truncate at 512 tokens unless told not to.
      HuggingFaceTokenizer opened =
          HuggingFaceTokenizer.newInstance(
              file, Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false"));
      return new TextEncoder(opened, Sha256.hex(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open tokenizer " + file, e);
    }
  }

  /// SHA-256 of the file, hex.
  public String hash() {
    return hash;
  }

  /// Token ids of a text, without any special token.
  public int[] encode(String text) {
    List<String> pieces = pieces(text);
    if (pieces.size() == 1) {
      return ids(text);
    }
    return pieces.stream().map(this::ids).flatMapToInt(IntStream::of).toArray();
  }

  /// The text of token ids; special tokens are left out.
  public String decode(int[] ids) {
    return tokenizer.decode(IntStream.of(ids).asLongStream().toArray(), true);
  }

  private int[] ids(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = Math.toIntExact(ids[i]);
    }
    return narrow;
  }

  private static List<String> pieces(String text) {
    if (!text.contains("<|")) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    Matcher cut = SPELLED_SPECIAL.matcher(text);
    int done = 0;
    while (cut.find()) {
      pieces.add(text.substring(done, cut.start()));
      done = cut.start();
    }
    pieces.add(text.substring(done));
    return pieces;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
