package aifactory.preprocess.normalize;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/// Sequences one after the other that one misreading explains, and how sure that is.
///
/// A single sequence may be honest: `«CAFÉ»`, `allé…`, `10 Å—`, `√π`. What is never honest: control
/// characters, a word with a mark or a capital in its middle, two scripts in a word, several
/// sequences that all become letters of one script, marks of punctuation that three odd characters
/// become.
///
/// @param end after the last character
/// @param sequences how many
/// @param script of the letters they become; UNKNOWN when they are of several, or no letters
/// @param sure a part of the run speaks for itself
record MisreadRun(
    Misreading misreading, int start, int end, int sequences, UnicodeScript script, boolean sure) {
  /// After a capital these end a word or a sentence.
  private static final String CLOSING = "»”’…–—™®©›“\u00A0!?.,;:";

  /// Sequences, so that no text takes more time than its length.
  private static final int LONGEST = 64;

  private static final int FIRST_CONTROL = 0x80;
  private static final int AFTER_CONTROLS = 0xA0;
  private static final int NEXT_LINE = 0x85;

  /// The run that begins here.
  static MisreadRun at(Misreading misreading, String text, int start) {
    int end = start;
    int sequences = 0;
    boolean sure = false;
    @Nullable UnicodeScript script = null;
    boolean mixed = false;
    for (int length = misreading.sequence(text, end);
        length > 0 && sequences < LONGEST;
        length = misreading.sequence(text, end)) {
      int point = misreading.point(text, end, length);
      @Nullable UnicodeScript own = Character.isLetter(point) ? UnicodeScript.of(point) : null;
      mixed |= own == null || script != null && script != own;
      script = own;
      sure |= isSure(misreading, text, end, length, point);
      sequences++;
      end += length;
    }
    return new MisreadRun(
        misreading,
        start,
        end,
        sequences,
        mixed || script == null ? UnicodeScript.UNKNOWN : script,
        sure);
  }

  /// Whether it is misread, whatever the rest of the text is.
  boolean isCertain(String text) {
    return sequences > 0 && (sure || isOneScript(text));
  }

  /// Appends what it was; answers the place after it.
  int appendTo(StringBuilder written, String text) {
    for (int i = start; i < end; ) {
      int length = misreading.sequence(text, i);
      written.appendCodePoint(misreading.point(text, i, length));
      i += length;
    }
    return end;
  }

  private boolean isOneScript(String text) {
    boolean wide = end - start >= 3 * sequences;
    if (sequences >= 2 && wide) {
      return true;
    }
    boolean marks = false;
    for (int i = start; i < end; i++) {
      marks |= !Character.isLetter(text.charAt(i));
    }
    boolean foreign = script != UnicodeScript.UNKNOWN && script != UnicodeScript.LATIN;
    int enough = misreading == Misreading.WESTERN || misreading == Misreading.CYRILLIC ? 2 : 3;
    return foreign && sequences >= enough && (marks || misreading == Misreading.CYRILLIC);
  }

  private static boolean isSure(
      Misreading misreading, String text, int place, int length, int point) {
    for (int i = place + 1; i < place + length; i++) {
      char unit = text.charAt(i);
      if (unit >= FIRST_CONTROL && unit < AFTER_CONTROLS && unit != NEXT_LINE) {
        return true;
      }
    }
    return switch (length) {
      case 2 -> isSureLetter(misreading, text, place, point);
      case 3 -> isMark(point) || isInWord(text, place, length) && isLatinAddition(point);
      default -> true;
    };
  }

  /// Punctuation, signs and pictures that writers use; a letter of a far script may be chance.
  private static boolean isMark(int point) {
    return point >= 0x2010 && point <= 0x2BFF
        || point >= 0x3000 && point <= 0x3002
        || point >= 0xFB00 && point <= 0xFB06
        || point == 0xFEFF
        || point == 0xFFFD
        || point >= 0xFF01 && point <= 0xFF1F;
  }

  private static boolean isLatinAddition(int point) {
    return point >= 0x1E00 && point < 0x1F00;
  }

  private static boolean isSureLetter(Misreading misreading, String text, int place, int point) {
    char lead = text.charAt(place);
    char mark = text.charAt(place + 1);
    char before = place == 0 ? ' ' : text.charAt(place - 1);
    char after = place + 2 < text.length() ? text.charAt(place + 2) : ' ';
    boolean closing = CLOSING.indexOf(mark) >= 0;
    if (misreading == Misreading.WESTERN && (lead == 'Ã' || lead == 'Â')) {
      return isSureWestern(lead, mark, before, after);
    }
    if (Character.isLetter(mark)) {
      return isBoxed(lead) && (Character.isLetter(before) || Character.isLetter(after));
    }
    boolean capital = Character.isUpperCase(lead) && Character.isLowerCase(before);
    boolean opened = Character.isLowerCase(after) && Character.isLetter(lead) && !closing;
    boolean latin = Character.isLetter(point) && UnicodeScript.of(point) == UnicodeScript.LATIN;
    boolean sign =
        lead == '√' && latin && mark != 'π' && (isLatin(before) || Character.isLowerCase(after));
    boolean twoScripts =
        Character.isLetter(lead)
            && UnicodeScript.of(lead) != UnicodeScript.LATIN
            && latin
            && (isLatin(before) || isLatin(after));
    boolean inWord = misreading == Misreading.WESTERN || Character.isLetter(before);
    return capital && !closing || opened && inWord && !isNumeral(before) || sign || twoScripts;
  }

  private static boolean isSureWestern(char lead, char mark, char before, char after) {
    if (mark == '\u00A0') { // à: in a word, at its end, by itself
      return lead == 'Ã' && !Character.isUpperCase(before)
          || lead == 'Ã' && Character.isLowerCase(after);
    }
    if (lead == 'Â') {
      return mark > '\u00A0' && mark <= '¿' && mark != '»';
    }
    boolean closing = mark == '»' || mark == '…' || mark == '–' || mark == '—' || mark == '”';
    return mark != '’' && (!closing || Character.isLetter(after));
  }

  private static boolean isInWord(String text, int place, int length) {
    char before = place == 0 ? ' ' : text.charAt(place - 1);
    char after = place + length < text.length() ? text.charAt(place + length) : ' ';
    return isLatin(before) || isLatin(after);
  }

  private static boolean isBoxed(char lead) {
    return lead >= '\u2500' && lead < '\u25A0';
  }

  private static boolean isNumeral(char before) {
    return Character.isDigit(before);
  }

  private static boolean isLatin(char unit) {
    return Character.isLetter(unit) && UnicodeScript.of(unit) == UnicodeScript.LATIN;
  }
}
