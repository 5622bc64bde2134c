package aifactory.preprocess.quality;

import static aifactory.preprocess.quality.MeasuredRule.atLeast;
import static aifactory.preprocess.quality.MeasuredRule.atMost;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.words.WordSplitters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rules for Japanese in the manner of HojiChar, with its default bounds: kana occur, characters do
/// not repeat, lines are lines, words are not all nouns.
final class HojiCharRules {
  private static final double MIN_KANA = 0.05;
  private static final double MAX_REPETITION = 0.33;
  private static final int RUN = 5;
  private static final double MAX_SAME = 200;
  private static final double MAX_SHORT_LINES = 0.5;
  private static final int SHORT_LINE = 10;
  private static final double MAX_ENDING_ELLIPSIS = 0.7;
  private static final double MAX_NOUNS = 0.8;

  private HojiCharRules() {}

  static List<QualityFilter> rules() {
    return List.of(
        atLeast(MIN_KANA, RejectionReason.HOJICHAR_NOT_JAPANESE, HojiCharRules::kana),
        atMost(MAX_REPETITION, RejectionReason.HOJICHAR_CHAR_REPETITION, HojiCharRules::repetition),
        atMost(MAX_SAME, RejectionReason.HOJICHAR_SINGLE_CHARACTER, HojiCharRules::longestRun),
        atMost(
            MAX_SHORT_LINES, RejectionReason.HOJICHAR_TOO_SHORT_LINES, HojiCharRules::shortLines),
        atMost(
            MAX_ENDING_ELLIPSIS,
            RejectionReason.HOJICHAR_ENDING_ELLIPSIS,
            HojiCharRules::endingEllipsis),
        atMost(
            MAX_NOUNS,
            RejectionReason.HOJICHAR_TOO_MANY_NOUNS,
            text -> WordSplitters.JAPANESE.nounShare(text.text())));
  }

  private static double kana(MeasuredText text) {
    long kana = text.text().chars().filter(c -> c >= 0x3041 && c <= 0x30FF).count();
    return text.statistics().letters() == 0 ? 0 : (double) kana / text.statistics().letters();
  }

  /// Share of the most frequent runs of 5 characters: as many of them as the square root of the
  /// number of different ones, but only those that occur twice (ROOTS, Laurençon et al. 2022).
  private static double repetition(MeasuredText measured) {
    String text = measured.text();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i + RUN <= text.length(); i++) {
      counts.merge(text.substring(i, i + RUN), 1, Integer::sum);
    }
    if (counts.isEmpty()) {
      return 0;
    }
    int[] frequencies = counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    int repeated = (int) Arrays.stream(frequencies).filter(count -> count > 1).count();
    int asked = Math.min((int) Math.sqrt(frequencies.length), repeated);
    long top = 0;
    for (int i = 0; i < asked; i++) {
      top += frequencies[frequencies.length - 1 - i];
    }
    return (double) top / (text.length() - RUN + 1);
  }

  private static double longestRun(MeasuredText measured) {
    String text = measured.text();
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = i > 0 && text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static double shortLines(MeasuredText text) {
    List<String> lines = Lines.filled(text.text());
    long shorts = lines.stream().filter(line -> Lines.length(line) < SHORT_LINE).count();
    return lines.isEmpty() ? 0 : (double) shorts / lines.size();
  }

  private static double endingEllipsis(MeasuredText text) {
    List<String> lines = Lines.filled(text.text());
    long open =
        lines.stream()
            .filter(line -> line.endsWith("…") || line.endsWith("...") || line.endsWith("・・・"))
            .count();
    return lines.isEmpty() ? 0 : (double) open / lines.size();
  }
}
