package aifactory.preprocess.personal;

import java.util.BitSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The runs of a text in which a pattern can match at all: most of a text needs no pattern. A run
/// is as long as possible, has only characters of an alphabet and enough of those that count.
final class Runs {
  private static final int ASCII = 128;

  private final BitSet alphabet = new BitSet(ASCII);
  private final BitSet counted = new BitSet(ASCII);
  private final int least;

  /// @param alphabet every character that a match can have, ASCII
  /// @param counted those of which a match has at least so many
  Runs(String alphabet, String counted, int least) {
    alphabet.chars().forEach(this.alphabet::set);
    counted.chars().forEach(this.counted::set);
    this.least = least;
  }

  static final String DIGITS = "0123456789";
  static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// Hands over every match of a pattern, in order. Its looks behind and ahead see the whole text.
  void find(Pattern pattern, String text, Consumer<Matcher> match) {
    Matcher matcher = null;
    for (int start = 0; start < text.length(); start++) {
      if (!alphabet.get(text.charAt(start))) {
        continue;
      }
      int end = start;
      int count = 0;
      while (end < text.length() && alphabet.get(text.charAt(end))) {
        count += counted.get(text.charAt(end)) ? 1 : 0;
        end++;
      }
      if (count >= least) {
        matcher =
            matcher == null
                ? pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false)
                : matcher;
        matcher.region(start, end);
        while (matcher.find()) {
          match.accept(matcher);
        }
      }
      start = end;
    }
  }
}
