package aifactory.preprocess.quality;

import static aifactory.preprocess.quality.MeasuredRule.atLeast;
import static aifactory.preprocess.quality.MeasuredRule.atMost;

import aifactory.preprocess.document.RejectionReason;
import java.util.List;

/// FineWeb's own rules (Penedo et al. 2024): lines that end in a stop, short lines, characters in
/// repeated lines, newlines per word. FineWeb2 asks no short lines and allows more repetition.
final class FineWebQuality {
  private static final double MAX_SHORT_LINES = 0.67;
  private static final int SHORT_LINE = 30;
  private static final double MAX_REPEATED = 0.01;
  private static final double MAX_REPEATED_2 = 0.1;

  private FineWebQuality() {}

  static List<QualityFilter> rules(LanguageValues values) {
    QualityFilter stops =
        atLeast(
            values.minLinesWithStop(),
            RejectionReason.FINEWEB_LINE_PUNCT_RATIO,
            FineWebQuality::linesWithStop);
    QualityFilter repeated =
        atMost(
            values.isEnglish() ? MAX_REPEATED : MAX_REPEATED_2,
            RejectionReason.FINEWEB_CHAR_DUP_RATIO,
            FineWebQuality::repeated);
    QualityFilter list =
        atMost(values.maxNewLines(), RejectionReason.FINEWEB_LIST_RATIO, FineWebQuality::newLines);
    return values.isEnglish()
        ? List.of(
            stops,
            atMost(
                MAX_SHORT_LINES,
                RejectionReason.FINEWEB_SHORT_LINE_RATIO,
                FineWebQuality::shortLines),
            repeated,
            list)
        : List.of(stops, repeated, list);
  }

  private static double linesWithStop(MeasuredText text) {
    List<String> lines = text.filledLines();
    long stopped = lines.stream().filter(Marks::endsInStop).count();
    return lines.isEmpty() ? 0 : (double) stopped / lines.size();
  }

  private static double shortLines(MeasuredText text) {
    List<String> lines = text.filledLines();
    long shorts = lines.stream().filter(line -> Lines.length(line) <= SHORT_LINE).count();
    return lines.isEmpty() ? 1 : (double) shorts / lines.size();
  }

  private static double repeated(MeasuredText text) {
    long newLines = text.text().chars().filter(c -> c == '\n').count();
    long characters = text.length() - newLines;
    return characters == 0 ? 0 : Repeats.of(text.filledLines()).characters() / (double) characters;
  }

  private static double newLines(MeasuredText text) {
    double newLines = text.text().chars().filter(c -> c == '\n').count();
    return text.words().size() == 0 ? 0 : newLines / text.words().size();
  }
}
