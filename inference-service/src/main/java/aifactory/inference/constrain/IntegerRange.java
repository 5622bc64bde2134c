package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.bytes;
import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.repeat;
import static aifactory.inference.constrain.Rules.sequence;
import static aifactory.inference.constrain.Rules.text;

import java.util.ArrayList;
import java.util.List;

/// Whole numbers from one to another, as digits.
final class IntegerRange {
  /// Largest number that is written, where no smaller bound is given: 15 digits.
  static final long FARTHEST = 999_999_999_999_999L;

  private static final Rule DIGIT = bytes('0', '9');

  private IntegerRange() {}

  /// @param from at most `to`; both within [#FARTHEST]
  static Rule of(long from, long to) {
    List<Rule> parts = new ArrayList<>();
    if (from < 0) {
      parts.add(sequence(text("-"), choice(positive(Math.max(1, -Math.min(to, -1)), -from))));
    }
    if (to >= 0) {
      parts.addAll(positive(Math.max(0, from), to));
    }
    return choice(parts);
  }

  /// By number of digits: within one length numbers compare as texts do.
  private static List<Rule> positive(long from, long to) {
    List<Rule> parts = new ArrayList<>();
    long begin = from;
    while (begin <= to) {
      int digits = Long.toString(begin).length();
      long end = Math.min(to, (long) Math.pow(10, digits) - 1);
      parts.add(between(Long.toString(begin), Long.toString(end)));
      begin = end + 1;
    }
    return parts;
  }

  private static Rule between(String low, String high) {
    if (low.equals(high)) {
      return text(low);
    }
    char first = low.charAt(0);
    char last = high.charAt(0);
    String lowRest = low.substring(1);
    String highRest = high.substring(1);
    if (lowRest.isEmpty()) {
      return bytes(first, last);
    }
    if (first == last) {
      return sequence(bytes(first, first), between(lowRest, highRest));
    }
    String zeros = "0".repeat(lowRest.length());
    String nines = "9".repeat(lowRest.length());
    List<Rule> parts = new ArrayList<>();
    parts.add(sequence(bytes(first, first), between(lowRest, nines)));
    if (last - first > 1) {
      parts.add(
          sequence(bytes(first + 1, last - 1), repeat(DIGIT, zeros.length(), zeros.length())));
    }
    parts.add(sequence(bytes(last, last), between(zeros, highRest)));
    return choice(parts);
  }
}
