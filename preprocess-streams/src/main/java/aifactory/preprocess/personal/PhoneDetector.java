package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Telephone numbers: Japanese ones by their lengths (`03-1234-5678`, `(03)1234-5678`,
/// `09012345678`, `0120-123-456`), international ones (`+44 20 7946 0958`), North American ones
/// (`(212) 555-0142`), and others that a word announces (`Tel. 0664 123456`).
final class PhoneDetector implements PersonalDataDetector {
  private static final String NOT_BEFORE = "(?<![\\w.,/=&$€£¥#-])";
  private static final String NOT_AFTER = "(?![\\w/=]|[-.,]\\d)";
  private static final Pattern INTERNATIONAL =
      Pattern.compile("(?<![\\w+])\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,5}\\)?){2,6}" + NOT_AFTER);
  private static final Pattern JAPANESE =
      Pattern.compile(
          NOT_BEFORE
              + "(?:\\(0\\d{1,4}\\) ?\\d{1,4}[- ]\\d{4}"
              + "|0\\d{1,4}\\(\\d{1,4}\\) ?\\d{4}"
              + "|0\\d{1,4}([ -])\\d{1,4}\\1\\d{3,4}"
              + "|0[5789]0-?\\d{8}|0[5789]0 \\d{8})"
              + NOT_AFTER);
  private static final Pattern AMERICAN =
      Pattern.compile(
          NOT_BEFORE
              + "(?:1[ .-])?(?:\\([2-9]\\d\\d\\) ?\\d{3}["
              + " .-]\\d{4}|[2-9]\\d\\d([.-])\\d{3}\\1\\d{4})"
              + NOT_AFTER);
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "(?:\\btel(?:ephone|efon|éfono)?\\b|\\bphone\\b|\\bmobile\\b|\\bcell\\b|\\bfax\\b|\\bcall\\b"
              + "|whatsapp|電話|携帯|連絡先|ファックス|ファクス)[^\\n\\d]{0,12}$");
  private static final Pattern ANY =
      Pattern.compile(NOT_BEFORE + "\\(?\\d{2,5}\\)?(?:[ ./-]?\\d{2,5}){1,4}" + NOT_AFTER);
  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "(?:isbn|issn|doi|注文番号|伝票番号|口座番号|型番|品番|part no\\.?|model|order)[^\\n\\d]{0,12}$");
  private static final int LABEL_DISTANCE = 30;

  /// Of the shortest number.
  private static final int FEWEST_DIGITS = 8;

  private static final Runs RUNS = new Runs(Runs.DIGITS + " +().,/-", Runs.DIGITS, FEWEST_DIGITS);

  @Override
  public List<PersonalDatum> find(Passage passage) {
    List<PersonalDatum> found = new ArrayList<>();
    add(passage, INTERNATIONAL, found);
    add(passage, JAPANESE, found);
    add(passage, AMERICAN, found);
    add(passage, ANY, found);
    return found;
  }

  private static void add(Passage passage, Pattern form, List<PersonalDatum> found) {
    RUNS.find(
        form,
        passage.text(),
        matcher -> {
          String written = matcher.group();
          boolean halfOpen = written.startsWith("(") && written.indexOf(')') < 0;
          int start = matcher.start() + (halfOpen ? 1 : 0);
          if (isNumber(form, halfOpen ? written.substring(1) : written, passage, start)
              && !passage.isFigure(start)
              && !passage.isNear(OTHER_NUMBER, start, LABEL_DISTANCE)) {
            found.add(new PersonalDatum(PersonalDatum.Kind.PHONE, start, matcher.end()));
          }
        });
  }

  private static boolean isNumber(Pattern form, String written, Passage passage, int start) {
    int digits = (int) written.chars().filter(c -> c >= '0' && c <= '9').count();
    if (form == INTERNATIONAL) {
      return digits >= 8 && digits <= 15;
    }
    if (form == ANY) {
      return digits >= 9 && digits <= 13 && passage.isNear(ANNOUNCED, start, LABEL_DISTANCE);
    }
    return form == AMERICAN || isJapanese(written, digits, passage, start);
  }

  /// Ten digits, eleven where the prefix is that of a mobile or a wide number.
  private static boolean isJapanese(String written, int digits, Passage passage, int start) {
    String plain = written.replaceAll("\\D", "");
    boolean wide = plain.matches("0[5789]0\\d+") || plain.startsWith("0800");
    boolean free = plain.startsWith("0120") || plain.startsWith("0570");
    boolean threeAtEnd = written.matches(".*\\D\\d{3}");
    if (written.contains(" ") && !written.contains("(")) {
      // Spaces alone are how figures are written, too.
      return wide && digits == 11
          || digits == 10 && passage.isNear(ANNOUNCED, start, LABEL_DISTANCE);
    }
    return wide ? digits == 11 : digits == 10 && (!threeAtEnd || free);
  }
}
