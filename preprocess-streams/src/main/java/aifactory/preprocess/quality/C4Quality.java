package aifactory.preprocess.quality;

import static aifactory.preprocess.quality.MeasuredRule.atLeast;
import static aifactory.preprocess.quality.MeasuredRule.atMost;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.words.WordSplitters;
import aifactory.preprocess.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// C4's rules (Raffel et al. 2020): no `lorem ipsum`, no curly bracket, five sentences or more in
/// the lines that it would keep (three words or more, no script or policy notice, and, as
/// published, a mark at the end). It decides; it takes no lines away, because accepted text is the
/// page's own.
final class C4Quality {
  private static final double MIN_SENTENCES = 5;
  private static final int MIN_WORDS = 3;
  private static final int MAX_WORD = 1000;
  private static final Pattern CITATION = Pattern.compile("\\[\\d*]|\\[edit]|\\[citation needed]");
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final List<String> NOTICES =
      List.of(
          "terms of use",
          "privacy policy",
          "cookie policy",
          "uses cookies",
          "use of cookies",
          "use cookies");

  private C4Quality() {}

  /// @param marked whether lines without a mark at the end are left out; FineWeb keeps them
  static List<QualityFilter> rules(boolean marked) {
    return List.of(
        atMost(0, RejectionReason.C4_LOREM_IPSUM, text -> count(text, marked).fillers()),
        atMost(0, RejectionReason.C4_CURLY_BRACKET, text -> count(text, marked).brackets()),
        atLeast(
            MIN_SENTENCES,
            RejectionReason.C4_TOO_FEW_SENTENCES,
            text -> count(text, marked).sentences()));
  }

  /// @param fillers lines with `lorem ipsum`
  /// @param brackets lines with a curly bracket
  /// @param sentences in lines that are kept
  private record Count(int fillers, int brackets, int sentences) {}

  private static Count count(MeasuredText text, boolean marked) {
    int fillers = 0;
    int brackets = 0;
    int sentences = 0;
    for (String whole : Lines.all(text.text())) {
      String bare = Lines.strip(whole);
      String[] words = SPACES.split(bare);
      String line = CITATION.matcher(bare).replaceAll("");
      if (isTooLong(words) || marked && !isMarked(line) || words.length < MIN_WORDS) {
        continue;
      }
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.contains("lorem ipsum")) {
        fillers++;
      } else if (!lower.contains("javascript")) {
        brackets += line.contains("{") ? 1 : 0;
        sentences +=
            NOTICES.stream().anyMatch(lower::contains) ? 0 : sentences(line, text.language());
      }
    }
    return new Count(fillers, brackets, sentences);
  }

  private static boolean isTooLong(String... words) {
    for (String word : words) {
      if (word.length() > MAX_WORD) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarked(String line) {
    return !line.isEmpty()
        && ".?!\"'".indexOf(line.charAt(line.length() - 1)) >= 0
        && !line.endsWith("...");
  }

  /// A sentence begins with the first word after a stop that is no punctuation.
  private static int sentences(String line, String language) {
    Words words = WordSplitters.of(language).split(line);
    int sentences = words.size() == 0 ? 0 : 1;
    boolean stopped = false;
    for (int i = 0; i < words.size(); i++) {
      boolean stop = Marks.isStop(line, words.start(i), words.end(i));
      if (stopped && !stop && !Marks.isPunctuation(line, words.start(i), words.end(i))) {
        sentences++;
        stopped = false;
      } else {
        stopped |= stop;
      }
    }
    return sentences;
  }
}
