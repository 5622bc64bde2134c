package aifactory.preprocess.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Payment cards (issuer's prefix and length, Luhn's check digit) and the Japanese individual
/// number (12 digits, its own check digit). `4111 1111 1111 1111`, `1234-5678-9018`.
///
/// A number that says it is something else (an order, a parcel, a book, an amount) is left alone.
final class CheckedNumberDetector implements PersonalDataDetector {
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "(?<![\\w.,+/-]|\\d )(?:\\d{4}([ -]?)\\d{4}\\1\\d{4}(?:\\1\\d{4}(?:\\1\\d{1,3})?)?"
              + "|3\\d{3}([ -]?)\\d{6}\\2\\d{4,5}|\\d{13,15})"
              + "(?![\\w/=]|[-.,]\\d| \\d)");
  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "(?:注文|問い合わせ|問合せ|伝票|追跡|受付|製造|型番|口座|図書|法人番号|order|tracking|invoice|serial|isbn|issn|jan"
              + "|ean|upc|imei|part no|parcel|product|timestamp|時刻|日時)[^\\n\\d]{0,16}$");
  private static final Pattern INDIVIDUAL_NUMBER =
      Pattern.compile("(?:マイナンバー|個人番号|my ?number|individual number)");
  private static final Pattern CARD = Pattern.compile("card|カード|pan$|visa|amex");
  private static final Pattern MOMENT =
      Pattern.compile(
          "(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[01]\\d|2[0-3])[0-5]\\d");
  private static final String AMOUNT_BEFORE = "$€£¥￥";
  private static final String AMOUNT_AFTER = "円%％万億元人個件";
  private static final int LABEL_DISTANCE = 40;

  /// Of the shortest number.
  private static final int FEWEST_DIGITS = 12;

  private static final Runs RUNS = new Runs(Runs.DIGITS + " -", Runs.DIGITS, FEWEST_DIGITS);
  private static final int INDIVIDUAL_DIGITS = 12;

  @Override
  public List<PersonalDatum> find(Passage passage) {
    List<PersonalDatum> found = new ArrayList<>();
    RUNS.find(CANDIDATE, passage.text(), matcher -> add(passage, matcher, found));
    return found;
  }

  private static void add(Passage passage, MatchResult matcher, List<PersonalDatum> found) {
    int start = matcher.start();
    boolean amount =
        AMOUNT_BEFORE.indexOf(passage.before(start)) >= 0
            || AMOUNT_AFTER.indexOf(passage.visibleAt(matcher.end())) >= 0;
    boolean parameter =
        passage.before(start) == '=' && !passage.isNear(CARD, start, LABEL_DISTANCE);
    if (amount
        || parameter
        || passage.isFigure(start)
        || passage.isNear(OTHER_NUMBER, start, LABEL_DISTANCE)) {
      return;
    }
    String digits = matcher.group().replaceAll("\\D", "");
    if (isIndividual(digits, passage, start)) {
      found.add(new PersonalDatum(PersonalDatum.Kind.MY_NUMBER, start, matcher.end()));
    } else if (isCard(digits)) {
      found.add(new PersonalDatum(PersonalDatum.Kind.CARD, start, matcher.end()));
    }
  }

  private static boolean isIndividual(String digits, Passage passage, int start) {
    return digits.length() == INDIVIDUAL_DIGITS
        && hasIndividualCheckDigit(digits)
        && (!MOMENT.matcher(digits).matches()
            || passage.isNear(INDIVIDUAL_NUMBER, start, LABEL_DISTANCE));
  }

  /// Check digit = 11 − (Σ Pₙ·Qₙ mod 11), 0 if that is above 9; n counts from the right without the
  /// check digit, Qₙ = n + 1 up to 6, n − 5 from 7 (ordinance no. 85 of 2014, article 5).
  static boolean hasIndividualCheckDigit(String digits) {
    int sum = 0;
    for (int n = 1; n < INDIVIDUAL_DIGITS; n++) {
      int digit = digits.charAt(INDIVIDUAL_DIGITS - 1 - n) - '0';
      sum += digit * (n <= 6 ? n + 1 : n - 5);
    }
    int rest = sum % 11;
    int check = rest <= 1 ? 0 : 11 - rest;
    return check == digits.charAt(INDIVIDUAL_DIGITS - 1) - '0'
        && digits.chars().distinct().count() > 2;
  }

  private static boolean isCard(String digits) {
    return isIssued(digits) && hasLuhnDigit(digits) && digits.chars().distinct().count() > 1;
  }

  static boolean hasLuhnDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /// Issuers' prefixes and lengths (ISO/IEC 7812): American Express, Diners, JCB, Visa, Mastercard,
  /// Discover, UnionPay.
  private static boolean isIssued(String digits) {
    int length = digits.length();
    int two = Integer.parseInt(digits.substring(0, 2));
    int four = Integer.parseInt(digits.substring(0, 4));
    if (two == 34 || two == 37) {
      return length == 15;
    }
    if (two == 36 || two == 38 || four >= 3000 && four <= 3059) {
      return length == 14;
    }
    if (digits.startsWith("4")) {
      return length == 13 || length == 16 || length == 19;
    }
    boolean sixteen =
        four >= 3528 && four <= 3589
            || two >= 51 && two <= 55
            || four >= 2221 && four <= 2720
            || four == 6011
            || two == 65
            || four >= 6440 && four <= 6499;
    return sixteen && length == 16 || two == 62 && length >= 16;
  }
}
