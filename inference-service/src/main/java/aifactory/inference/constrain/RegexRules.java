package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.repeat;

import aifactory.inference.constrain.Characters.Spelling;
import aifactory.inference.constrain.Rule.Repeat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Regular expressions as ECMAScript writes them, without what looks around or back: `\b`, `(?=…)`,
/// `\1` and `\p{…}` are refused by name, `^` and `$` are understood at the ends of an alternative.
final class RegexRules {
  private static final int MOST_REPEATS = 10_000;
  private static final int MOST_CHARACTERS = 2_000;
  private static final int DEEPEST_GROUP = 100;
  private static final int NO_CHARACTER = -1;

  private final String regex;
  private final Spelling spelling;
  private int at;
  private int depth;

  private RegexRules(String regex, Spelling spelling) {
    if (regex.length() > MOST_CHARACTERS) {
      throw new FormRefusedException(
          "the regular expression", "is longer than %d characters".formatted(MOST_CHARACTERS));
    }
    this.regex = regex;
    this.spelling = spelling;
  }

  /// Texts that match as a whole.
  ///
  /// @throws FormRefusedException when the expression is wrong or goes beyond what is understood
  static Rule whole(String regex, Spelling spelling) {
    return new RegexRules(regex, spelling).top(Rules.EMPTY);
  }

  /// Texts in which it is found somewhere.
  ///
  /// @throws FormRefusedException as above
  static Rule within(String regex, Spelling spelling) {
    Rule any = spelling == Spelling.JSON ? JsonRules.CHARACTER : Rules.anyCharacter();
    return new RegexRules(regex, spelling).top(repeat(any, 0, Repeat.UNBOUNDED));
  }

  private Rule top(Rule around) {
    List<Rule> alternatives = new ArrayList<>();
    do {
      boolean fromStart = take("^");
      Rule content = sequence();
      boolean toEnd = take("$");
      alternatives.add(
          Rules.sequence(fromStart ? Rules.EMPTY : around, content, toEnd ? Rules.EMPTY : around));
    } while (take("|"));
    if (at < regex.length()) {
      throw refused("cannot be read from here");
    }
    return choice(alternatives);
  }

  private Rule alternatives() {
    List<Rule> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (take("|"));
    return choice(alternatives);
  }

  private Rule sequence() {
    List<Rule> parts = new ArrayList<>();
    while (at < regex.length() && "|)$".indexOf(regex.charAt(at)) < 0) {
      parts.add(quantified(atom()));
    }
    return new Rule.Sequence(parts);
  }

  private Rule atom() {
    if (take("(")) {
      return group();
    }
    if (take("[")) {
      return Characters.of(bracketed(), spelling);
    }
    if (take(".")) {
      BitSet any = all();
      "\n\r\u2028\u2029".chars().forEach(any::clear);
      return Characters.of(any, spelling);
    }
    if (take("\\")) {
      return Characters.of(escape(), spelling);
    }
    int character = regex.codePointAt(at);
    if ("*+?{}])^".indexOf(character) >= 0) {
      throw refused("'%c' is not expected here".formatted(character));
    }
    at += Character.charCount(character);
    return Characters.of(single(character), spelling);
  }

  private Rule group() {
    if (++depth > DEEPEST_GROUP) {
      throw refused("groups are nested deeper than %d".formatted(DEEPEST_GROUP));
    }
    if (take("?")) {
      boolean named =
          regex.startsWith("<", at) && !regex.startsWith("<=", at) && !regex.startsWith("<!", at);
      if (named && regex.indexOf('>', at) > 0) {
        at = regex.indexOf('>', at) + 1;
      } else if (!take(":")) {
        throw refused("groups that look around are not supported");
      }
    }
    Rule content = alternatives();
    if (!take(")")) {
      throw refused("a group is not closed");
    }
    depth--;
    return content;
  }

  private Rule quantified(Rule part) {
    Rule repeated = part;
    if (take("*")) {
      repeated = repeat(part, 0, Repeat.UNBOUNDED);
    } else if (take("+")) {
      repeated = repeat(part, 1, Repeat.UNBOUNDED);
    } else if (take("?")) {
      repeated = repeat(part, 0, 1);
    } else if (take("{")) {
      repeated = counted(part);
    } else {
      return part;
    }
    take("?"); // in no hurry: which texts match stays the same
    return repeated;
  }

  private Rule counted(Rule part) {
    int end = regex.indexOf('}', at);
    String counts = end < 0 ? "" : regex.substring(at, end);
    if (!counts.matches("\\d{1,6}(,(\\d{1,6})?)?")) {
      throw refused("a count in braces is expected");
    }
    at = end + 1;
    String[] bounds = counts.split(",", -1);
    int min = Integer.parseInt(bounds[0]);
    int max = min;
    if (bounds.length > 1) {
      max = bounds[1].isEmpty() ? Repeat.UNBOUNDED : Integer.parseInt(bounds[1]);
    }
    if (Math.max(min, max) > MOST_REPEATS || max != Repeat.UNBOUNDED && max < min) {
      throw refused("counts must grow and be at most %d".formatted(MOST_REPEATS));
    }
    return repeat(part, min, max);
  }

  private BitSet bracketed() {
    boolean negated = take("^");
    BitSet set = new BitSet();
    while (!take("]")) {
      BitSet low = member();
      boolean range =
          low.cardinality() == 1 && regex.startsWith("-", at) && !regex.startsWith("-]", at);
      if (!range) {
        set.or(low);
        continue;
      }
      at++;
      BitSet high = member();
      int first = low.nextSetBit(0);
      int last = high.cardinality() == 1 ? high.nextSetBit(0) : NO_CHARACTER;
      if (last < first) {
        throw refused("a range in brackets goes backwards");
      }
      set.set(first, last + 1);
    }
    return negated ? complement(set) : set;
  }

  private BitSet member() {
    if (at >= regex.length()) {
      throw refused("brackets are not closed");
    }
    if (take("\\")) {
      return take("b") ? single('\b') : escape();
    }
    int character = regex.codePointAt(at);
    at += Character.charCount(character);
    return single(character);
  }

  private BitSet escape() {
    if (at >= regex.length()) {
      throw refused("nothing follows a backslash");
    }
    char letter = regex.charAt(at++);
    return switch (letter) {
      case 'd' -> digits();
      case 'D' -> complement(digits());
      case 'w' -> word();
      case 'W' -> complement(word());
      case 's' -> spaces();
      case 'S' -> complement(spaces());
      case 'n' -> single('\n');
      case 'r' -> single('\r');
      case 't' -> single('\t');
      case 'f' -> single('\f');
      case 'v' -> single('\u000B');
      case '0' -> single(0);
      case 'x' -> single(hex(2));
      case 'u' -> single(take("{") ? braced() : hex(4));
      default -> {
        if (Character.isLetterOrDigit(letter)) {
          throw refused("\\%c is not supported".formatted(letter));
        }
        yield single(letter);
      }
    };
  }

  private int hex(int digits) {
    String number = regex.substring(at, Math.min(regex.length(), at + digits));
    if (!number.matches("[0-9a-fA-F]{%d}".formatted(digits))) {
      throw refused("%d hexadecimal digits are expected".formatted(digits));
    }
    at += digits;
    return Integer.parseInt(number, 16);
  }

  private int braced() {
    int end = regex.indexOf('}', at);
    String number = end < 0 ? "" : regex.substring(at, end);
    if (!number.matches("(10|[0-9a-fA-F])?[0-9a-fA-F]{1,4}")) {
      throw refused("a character number in braces is expected");
    }
    at = end + 1;
    return Integer.parseInt(number, 16);
  }

  private boolean take(String wanted) {
    boolean there = regex.startsWith(wanted, at);
    at += there ? wanted.length() : 0;
    return there;
  }

  private FormRefusedException refused(String problem) {
    return new FormRefusedException(
        "the regular expression, character %d".formatted(at + 1), problem);
  }

  private static BitSet single(int character) {
    BitSet set = new BitSet();
    set.set(character);
    return set;
  }

  private static BitSet all() {
    BitSet set = new BitSet();
    set.set(0, Character.MAX_CODE_POINT + 1);
    return set;
  }

  private static BitSet complement(BitSet set) {
    BitSet others = all();
    others.andNot(set);
    return others;
  }

  private static BitSet digits() {
    BitSet set = new BitSet();
    set.set('0', '9' + 1);
    return set;
  }

  private static BitSet word() {
    BitSet set = digits();
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    set.set('_');
    return set;
  }

  /// White space and line ends of ECMAScript.
  private static BitSet spaces() {
    BitSet set = new BitSet();
    "\t\u000B\f \u00A0\uFEFF\n\r\u2028\u2029\u1680\u202F\u205F\u3000".chars().forEach(set::set);
    set.set(0x2000, 0x200A + 1);
    return set;
  }
}
