package aifactory.trainer.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many bytes of text a token of a vocabulary stands for, by language: more is better, as the
/// model reads and writes a token at a time. Taken on a sample of what it was learned from. Not
/// thread-safe.
public final class TokenizerQuality {
  /// Enough for two digits.
  private static final long SAMPLE_CHARACTERS = 100_000;

  private final Map<String, StringBuilder> samples = new TreeMap<>();

  /// Offers a text; taken while its language has not enough.
  public void sample(String language, String text) {
    StringBuilder sample = samples.computeIfAbsent(language, any -> new StringBuilder());
    if (sample.length() < SAMPLE_CHARACTERS) {
      sample.append(text).append('\n');
    }
  }

  /// Bytes of UTF-8 per token by language.
  ///
  /// @param tokenizerJson the vocabulary
  public Map<String, Double> bytesPerToken(String tokenizerJson) {
    Map<String, Double> quality = new TreeMap<>();
    try (PublishedTokenizer tokenizer = PublishedTokenizer.open(tokenizerJson)) {
      samples.forEach((language, sample) -> {
        String text = sample.toString();
        int tokens = tokenizer.encode(text, false).ids().length;
        if (tokens > 0) {
          double bytes = text.getBytes(StandardCharsets.UTF_8).length;
          quality.put(language, bytes / tokens);
        }
      });
    }
    return quality;
  }

  /// `en 3.91, ja 2.70`
  public static String worded(Map<String, Double> bytesPerToken) {
    return bytesPerToken.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
