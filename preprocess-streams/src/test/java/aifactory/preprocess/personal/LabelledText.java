package aifactory.preprocess.personal;

import aifactory.preprocess.personal.PersonalDatum.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Lines with one labelled datum, and lines that only look like it.
final class LabelledText {
  /// @param label what a redactor must find, empty when there is nothing
  record Line(String text, Optional<PersonalDatum> label) {}

  private final RandomGenerator random;

  LabelledText(RandomGenerator random) {
    this.random = random;
  }

  Line positive(Kind kind) {
    String datum =
        switch (kind) {
          case EMAIL -> email();
          case PHONE -> phone();
          case IP -> address();
          case CARD -> card();
          case MY_NUMBER -> grouped(individual(), choice("", "-", " "), 4);
          case KEY -> key();
        };
    String before = choice("Please note ", "連絡は", "see: ", "(", "", "「", "The value is ", "担当者の");
    String after = choice(" today", "まで", ".", "、", "", ")", " and more", "」です");
    int start = before.length();
    return new Line(
        before + datum + after,
        Optional.of(new PersonalDatum(kind, start, start + datum.length())));
  }

  Line negative() {
    return new Line(
        switch (random.nextInt(14)) {
          case 0 ->
              "released on "
                  + (1990 + random.nextInt(40))
                  + "-0"
                  + (1 + random.nextInt(9))
                  + "-1"
                  + random.nextInt(10);
          case 1 -> "version " + octet() + "." + octet() + "." + octet() + "." + octet();
          case 2 -> "〒" + digits(3) + "-" + digits(4) + " 東京都";
          case 3 -> "ISBN 978-4-" + digits(2) + "-" + digits(6) + "-" + digits(1);
          case 4 -> "人口は" + digits(1) + "," + digits(3) + "," + digits(3) + "人";
          case 5 ->
              "at 1"
                  + random.nextInt(10)
                  + ":"
                  + (10 + random.nextInt(50))
                  + ":"
                  + (10 + random.nextInt(50))
                  + " o'clock";
          case 6 -> "card " + wrongCheck(card());
          case 7 -> "個人番号 " + wrongCheck(individual());
          case 8 -> "注文番号 " + digits(12) + " を発送";
          case 9 -> "commit " + hex(40);
          case 10 -> "loopback 127.0.0." + octet() + " and mask 255.255.255.0";
          case 11 -> "@handle wrote foo@bar and a@b";
          case 12 -> "価格は ￥" + digits(6) + "、在庫 " + digits(4) + " 個";
          default -> "3.14159265358979 and 2.718281828459045 and " + digits(20);
        },
        Optional.empty());
  }

  private String email() {
    return word()
        + choice(".", "_", "+", "")
        + word()
        + "@"
        + choice("", "mail.")
        + word()
        + choice(".com", ".co.jp", ".example.org", ".ne.jp");
  }

  private String phone() {
    return switch (random.nextInt(9)) {
      case 0 -> "03-" + digits(4) + "-" + digits(4);
      case 1 -> choice("070", "080", "090") + "-" + digits(4) + "-" + digits(4);
      case 2 -> "(06)" + digits(4) + "-" + digits(4);
      case 3 -> "0" + (41 + random.nextInt(50)) + "-" + digits(3) + "-" + digits(4);
      case 4 -> wide("045-" + digits(3) + "-" + digits(4));
      case 5 -> "+81-" + choice("3", "6") + "-" + digits(4) + "-" + digits(4);
      case 6 -> "(" + choice("212", "415") + ") 555-" + digits(4);
      case 7 -> "0120-" + digits(3) + "-" + digits(3);
      default -> "090" + digits(8);
    };
  }

  private String address() {
    return random.nextInt(3) == 0
        ? "2001:db8:" + hex(4) + "::" + hex(4)
        : (1 + random.nextInt(120)) + "." + octet() + "." + octet() + "." + octet();
  }

  private String card() {
    String prefix = choice("4", "51", "55", "3530", "6011");
    StringBuilder number = new StringBuilder(prefix + digits(15 - prefix.length()));
    for (int check = 0; check < 10; check++) {
      if (CheckedNumberDetector.hasLuhnDigit(number.toString() + check)) {
        number.append(check);
        break;
      }
    }
    return grouped(number.toString(), choice("", "-", " "), 4);
  }

  private String individual() {
    while (true) {
      String number = (3 + random.nextInt(6)) + digits(11); // not what a moment begins with
      if (CheckedNumberDetector.hasIndividualCheckDigit(number)) {
        return number;
      }
    }
  }

  private String key() {
    return switch (random.nextInt(5)) {
      case 0 -> "AKIA" + letters(15).toUpperCase(java.util.Locale.ROOT) + digits(1);
      case 1 -> "ghp_" + letters(34) + digits(2);
      case 2 -> "sk-" + letters(40) + digits(8);
      case 3 -> "AIza" + letters(33) + digits(2);
      default -> "xoxb-" + digits(12) + "-" + letters(24);
    };
  }

  private String wrongCheck(String number) {
    int last = number.charAt(number.length() - 1) - '0';
    return number.substring(0, number.length() - 1) + (last + 1 + random.nextInt(8)) % 10;
  }

  private static String grouped(String digits, String separator, int size) {
    return String.join(separator, digits.split("(?<=\\G.{" + size + "})"));
  }

  private static String wide(String plain) {
    StringBuilder wide = new StringBuilder();
    plain.chars().forEach(c -> wide.append((char) (c + 0xFEE0)));
    return wide.toString();
  }

  private String word() {
    return letters(4 + random.nextInt(6)).toLowerCase(java.util.Locale.ROOT);
  }

  private String letters(int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append((char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(26)));
    }
    return letters.toString();
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String hex(int count) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < count; i++) {
      hex.append("0123456789abcdef".charAt(random.nextInt(16)));
    }
    return hex.toString();
  }

  private int octet() {
    return random.nextInt(256);
  }

  private String choice(String... words) {
    return List.of(words).get(random.nextInt(words.length));
  }
}
