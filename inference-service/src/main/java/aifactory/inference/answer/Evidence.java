package aifactory.inference.answer;

import aifactory.inference.retrieve.Passage;
import java.util.List;
import java.util.regex.Pattern;

/// Passages as they stand in a prompt: each between marks that its text cannot write. What a page
/// says is data; it neither ends its passage nor speaks as somebody else.
final class Evidence {
  /// Our own marks, and the beginning of control tokens such as `<|im_end|>`, which a tokenizer
  /// would take for the real ones.
  private static final Pattern MARK =
      Pattern.compile("<(?=\\s*/?\\s*passage|\\||/?s>)|\\[(?=/?INST)", Pattern.CASE_INSENSITIVE);

  private static final String HARMLESS = "‹";

  private Evidence() {}

  static String written(List<Passage> passages) {
    StringBuilder text = new StringBuilder();
    for (int place = 0; place < passages.size(); place++) {
      Passage passage = passages.get(place);
      text.append("<passage %d: %s>\n".formatted(place + 1, oneLine(passage.title())))
          .append(harmless(passage.text()))
          .append("\n</passage>\n");
    }
    return text.append('\n').toString();
  }

  static String harmless(String text) {
    return MARK.matcher(text).replaceAll(HARMLESS);
  }

  private static String oneLine(String title) {
    return harmless(title).replace('>', '›').replaceAll("\\s+", " ");
  }
}
