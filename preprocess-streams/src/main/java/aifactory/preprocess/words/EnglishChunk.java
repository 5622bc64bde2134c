package aifactory.preprocess.words;

import java.util.Arrays;
import java.util.regex.Pattern;

/// A run without white space, split by the rules of [EnglishWords]. For one use.
final class EnglishChunk {
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:[kdcmнкдс]?[mм][²³]?|ha|µm|nm|yd|in|ft|k?g|m?g|µg|t|lb|oz|m/s|km/h|kmh|mph|h?Pa|mbar"
              + "|[mMkKgGtT][bB]|[TGMK%]|кг|мг|г|нм)");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[\\w+.-]{2,}://)?(?:[^\\s@]+@)?(?:\\d{1,3}(?:\\.\\d{1,3}){3}"
              + "|(?:(?:[A-Za-z0-9\\u00a1-\\uffff][A-Za-z0-9\\u00a1-\\uffff_-]{0,62})?[A-Za-z0-9\\u00a1-\\uffff]\\.)+"
              + "[\\p{L}&&[^\\p{Lu}]]{2,63})(?::\\d{2,5})?(?:[/?#]\\S*)?");
  private static final int LONGEST_ADDRESS = 2000;
  private static final int LONGEST_UNIT = 4;

  private final String text;
  private final Words words;
  private int[] suffixes = new int[8];
  private int suffixCount;

  EnglishChunk(String text, Words words) {
    this.text = text;
    this.words = words;
  }

  void split(int from, int to) {
    if (isPlain(from, to) && EnglishContractions.parts(text, from, to) == null) {
      words.add(from, to);
      return;
    }
    int first = words.size();
    int start = from;
    int end = to;
    int before = -1;
    while (start < end
        && end - start != before
        && EnglishContractions.parts(text, start, end) == null) {
      before = end - start;
      int prefix = prefix(start, end);
      if (prefix > 0 && EnglishContractions.parts(text, start + prefix, end) != null) {
        words.add(start, start + prefix);
        start += prefix;
        break;
      }
      int suffix = suffix(start + prefix, end);
      if (suffix > 0 && EnglishContractions.parts(text, start, end - suffix) != null) {
        push(end);
        end -= suffix;
        break;
      }
      words.add(start, start + prefix);
      start += prefix;
      if (suffix > 0) {
        push(end);
        end -= suffix;
      }
    }
    middle(start, end);
    int cut = end;
    while (suffixCount > 0) {
      int suffixEnd = suffixes[--suffixCount];
      words.add(cut, suffixEnd);
      cut = suffixEnd;
    }
    joinWholes(first);
  }

  private void push(int end) {
    suffixes = suffixCount < suffixes.length ? suffixes : Arrays.copyOf(suffixes, 2 * suffixCount);
    suffixes[suffixCount++] = end;
  }

  /// Letters and digits alone have no marks to take off or to cut at.
  private boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean letter =
          c < 0x80
              ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
              : Character.isLetter(c) && c < 0x2E80;
      if (!letter) {
        return false;
      }
    }
    return true;
  }

  private int prefix(int start, int end) {
    char c = text.charAt(start);
    if (c < 0x80 && Character.isLetterOrDigit(c)) {
      boolean dollar = start + 1 < end && text.charAt(start + 1) == '$' && (c == 'C' || c == 'A');
      return dollar ? 2 : c == 'U' && text.startsWith("US$", start) ? 3 : 0;
    }
    if (c == '+') {
      return start + 1 < end && EnglishMarks.isDigit(text.charAt(start + 1)) ? 0 : 1;
    }
    if (c == '.') {
      int dots = run('.', start, end);
      return dots >= 2 ? dots : 0;
    }
    if ("§%=—–".indexOf(c) >= 0 || EnglishMarks.isMark(c) || EnglishMarks.isCurrency(c)) {
      return 1;
    }
    return symbol(start);
  }

  private int suffix(int start, int end) {
    if (start >= end) {
      return 0;
    }
    char c = text.charAt(end - 1);
    if (c == '.') {
      return dots(start, end);
    }
    if (EnglishMarks.isMark(c) || c == '—' || c == '–') {
      return 1;
    }
    if ((c == 's' || c == 'S')
        && end - start >= 2
        && EnglishMarks.isApostrophe(text.charAt(end - 2))) {
      return 2;
    }
    if (c == '+' || EnglishMarks.isCurrency(c)) {
      return end - start >= 2 && EnglishMarks.isDigit(text.charAt(end - 2)) ? 1 : 0;
    }
    int units = units(start, end);
    return units > 0 ? units : Character.isLetterOrDigit(c) ? 0 : symbolBefore(end);
  }

  private int dots(int start, int end) {
    int dots = 0;
    while (end - dots > start && text.charAt(end - 1 - dots) == '.') {
      dots++;
    }
    if (dots >= 2) {
      return dots;
    }
    if (end - start < 2) {
      return 0;
    }
    char before = text.charAt(end - 2);
    boolean splits =
        EnglishMarks.isDigit(before)
            || EnglishMarks.isLower(before)
            || "%²-+|".indexOf(before) >= 0
            || EnglishMarks.isMark(before);
    boolean capitals =
        end - start >= 3
            && EnglishMarks.isUpper(before)
            && EnglishMarks.isUpper(text.charAt(end - 3));
    return splits || capitals ? 1 : 0;
  }

  /// A unit after a digit: `10km`.
  private int units(int start, int end) {
    for (int length = Math.min(LONGEST_UNIT, end - start - 1); length >= 1; length--) {
      int from = end - length;
      if (EnglishMarks.isDigit(text.charAt(from - 1))
          && UNITS.matcher(text).region(from, end).matches()) {
        return length;
      }
    }
    return 0;
  }

  private void middle(int start, int end) {
    if (start >= end) {
      return;
    }
    int[] parts = EnglishContractions.parts(text, start, end);
    if (parts != null) {
      int place = start;
      for (int length : parts) {
        words.add(place, place + length);
        place += length;
      }
    } else if (isAddress(start, end)) {
      words.add(start, end);
    } else {
      cutInside(start, end);
    }
  }

  private boolean isAddress(int start, int end) {
    int dot = text.indexOf('.', start + 1);
    return dot > 0
        && dot < end - 1
        && end - start <= LONGEST_ADDRESS
        && ADDRESS.matcher(text).region(start, end).matches();
  }

  private void cutInside(int start, int end) {
    int from = start;
    int place = start;
    while (place < end) {
      int length = infix(start, place, end);
      if (length > 0 && place > start) {
        words.add(from, place);
        words.add(place, place + length);
        from = place + length;
      }
      place += Math.max(1, length);
    }
    words.add(from, end);
  }

  private int infix(int start, int place, int end) {
    char c = text.charAt(place);
    if (c < 0x80 && Character.isLetterOrDigit(c)) {
      return 0;
    }
    char before = place > start ? text.charAt(place - 1) : ' ';
    char after = place + 1 < end ? text.charAt(place + 1) : ' ';
    if (c == '.') {
      int dots = run('.', place, end);
      boolean sentence =
          (EnglishMarks.isLower(before) || EnglishMarks.isQuote(before))
              && (EnglishMarks.isUpper(after) || EnglishMarks.isQuote(after));
      return dots >= 2 ? dots : sentence ? 1 : 0;
    }
    if (c == '…') {
      return 1;
    }
    if ("+-*^".indexOf(c) >= 0
        && EnglishMarks.isDigit(before)
        && (EnglishMarks.isDigit(after) || after == '-')) {
      return 1;
    }
    boolean letters = Character.isLetter(before);
    if (c == ',') {
      return letters && Character.isLetter(after) ? 1 : 0;
    }
    if ("-–—~".indexOf(c) >= 0) {
      return letters || EnglishMarks.isDigit(before) ? hyphen(c, place, end) : 0;
    }
    if (":<>=/".indexOf(c) >= 0) {
      return (letters || EnglishMarks.isDigit(before)) && Character.isLetter(after) ? 1 : 0;
    }
    return symbol(place);
  }

  /// One hyphen, or `--`, `---`, `——`, before a letter.
  private int hyphen(char c, int place, int end) {
    int run = run(c, place, end);
    int longest = c == '-' ? 3 : c == '—' ? 2 : 1;
    boolean letter = place + run < end && Character.isLetter(text.charAt(place + run));
    return run <= longest && letter ? run : 0;
  }

  /// What was split but stays whole: `(see page 8)` ends in a drawn face as far as the splitter
  /// knows.
  private void joinWholes(int first) {
    for (int i = first; i + 1 < words.size(); i++) {
      int last = Math.min(words.size() - 1, i + 3);
      for (int k = last; k > i; k--) {
        if (words.start(k) >= words.end(i)
            && EnglishContractions.isWhole(text, words.start(i), words.end(k))) {
          rejoin(i, k);
          break;
        }
      }
    }
  }

  private void rejoin(int from, int to) {
    int size = words.size();
    int[] starts = new int[size - to - 1];
    int[] ends = new int[size - to - 1];
    for (int i = to + 1; i < size; i++) {
      starts[i - to - 1] = words.start(i);
      ends[i - to - 1] = words.end(i);
    }
    int start = words.start(from);
    int end = words.end(to);
    words.cut(from);
    words.add(start, end);
    for (int i = 0; i < starts.length; i++) {
      words.add(starts[i], ends[i]);
    }
  }

  private int run(char c, int from, int end) {
    int place = from;
    while (place < end && text.charAt(place) == c) {
      place++;
    }
    return place - from;
  }

  private int symbol(int place) {
    int point = text.codePointAt(place);
    return Character.getType(point) == Character.OTHER_SYMBOL ? Character.charCount(point) : 0;
  }

  private int symbolBefore(int end) {
    return symbol(text.offsetByCodePoints(end, -1));
  }
}
