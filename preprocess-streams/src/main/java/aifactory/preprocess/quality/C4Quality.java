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
    MeasuredText.Counting<Count> counting = marked ? MARKED : WHOLE;
    return List.of(
        atMost(0, RejectionReason.C4_LOREM_IPSUM, text -> text.counted(counting).fillers()),
        atMost(0, RejectionReason.C4_CURLY_BRACKET, text -> text.counted(counting).brackets()),
        atLeast(
            MIN_SENTENCES,
            RejectionReason.C4_TOO_FEW_SENTENCES,
            text -> text.counted(counting).sentences()));
  }

  /// @param fillers lines with `lorem ipsum`
  /// @param brackets lines with a curly bracket
  /// @param sentences in lines that are kept
  private record Count(int fillers, int brackets, int sentences) {}

  private static final MeasuredText.Counting<Count> MARKED =
      new MeasuredText.Counting<>(Count.class, text -> count(text, true));
  private static final MeasuredText.Counting<Count> WHOLE =
      new MeasuredText.Counting<>(Count.class, text -> count(text, false));

  private static Count count(MeasuredText text, boolean marked) {
    int fillers = 0;
    int brackets = 0;
    int sentences = 0;
    for (String whole : text.lines()) {
      String bare = Lines.strip(whole);
      String line = bare.indexOf('[') < 0 ? bare : CITATION.matcher(bare).replaceAll("");
      if (marked && !isMarked(line) || !hasEnoughWords(bare)) {
        continue;
      }
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.contains("lorem ipsum")) {
        fillers++;
      } else if (!lower.contains("javascript")) {
        brackets += line.contains("{") ? 1 : 0;
        sentences += isNotice(lower) ? 0 : sentences(line, text.language());
      }
    }
    return new Count(fillers, brackets, sentences);
  }

  private static boolean isNotice(String lower) {
    for (String notice : NOTICES) {
      if (lower.contains(notice)) {
        return true;
      }
    }
    return false;
  }

  /// Runs without white space: enough of them, and none without an end.
  private static boolean hasEnoughWords(String line) {
    int words = 0;
    int length = 0;
    for (int i = 0; i < line.length(); i++) {
      if (isSpace(line.charAt(i))) {
        length = 0;
      } else {
        words += length == 0 ? 1 : 0;
        length++;
        if (length > MAX_WORD) {
          return false;
        }
      }
    }
    return words >= MIN_WORDS;
  }

  /// White space by Unicode's property.
  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x85 && isWideSpace(c);
  }

  private static boolean isWideSpace(char c) {
    return c == 0x85 || Character.isSpaceChar(c);
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
