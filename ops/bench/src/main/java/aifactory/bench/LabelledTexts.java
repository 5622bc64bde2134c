package aifactory.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Draws texts with labelled personal data from patterns, as `personal-data.txt` describes them.
final class LabelledTexts {
  private static final Pattern DATUM = Pattern.compile("\\{(\\w+):([^}]*)}");
  private static final Pattern DIGITS = Pattern.compile("~(\\d{1,2})");
  private static final Pattern RUN = Pattern.compile("<(A?)(\\d+)>");
  private static final String[] WORDS = {
    "taro", "hanako", "harbour", "tides", "quay", "lantern", "minato", "sakura", "yamato", "anchor"
  };
  private static final String TABLE = "table:";
  private static final int LUHN = 10;

  private final RandomGenerator random;

  LabelledTexts(RandomGenerator random) {
    this.random = random;
  }

  /// A stretch of a text, in code points.
  record Label(String kind, int start, int end) {}

  /// A text with everything that must be found in it.
  record Text(String text, List<Label> labels, boolean table) {}

  Text draw(String pattern) {
    boolean table = pattern.startsWith(TABLE);
    String rest = (table ? pattern.substring(TABLE.length()) : pattern).replace('⏎', '\n');
    StringBuilder text = new StringBuilder();
    List<Label> labels = new ArrayList<>();
    Matcher datum = DATUM.matcher(rest);
    int from = 0;
    while (datum.find()) {
      text.append(digits(rest.substring(from, datum.start())));
      int start = text.codePointCount(0, text.length());
      text.append(filled(datum.group(1), datum.group(2)));
      labels.add(new Label(datum.group(1), start, text.codePointCount(0, text.length())));
      from = datum.end();
    }
    return new Text(text.append(digits(rest.substring(from))).toString(), labels, table);
  }

  private String digits(String part) {
    return DIGITS
        .matcher(part)
        .replaceAll(found -> {
          StringBuilder digits = new StringBuilder();
          for (int i = Integer.parseInt(found.group(1)); i > 0; i--) {
            digits.append(digits.isEmpty() ? 1 + random.nextInt(9) : random.nextInt(10));
          }
          return digits.toString();
        });
  }

  private String filled(String kind, String form) {
    if (kind.equals("key")) {
      return RUN.matcher(form)
          .replaceAll(run -> run(!run.group(1).isEmpty(), Integer.parseInt(run.group(2))));
    }
    boolean email = kind.equals("email");
    StringBuilder filled = new StringBuilder();
    for (char c : form.toCharArray()) {
      switch (c) {
        case '#' -> filled.append(digit(filled, kind));
        case 'x' -> filled.append(kind.equals("ip") ? hex() : c);
        case 'w' -> filled.append(email ? word() : String.valueOf(c));
        case 'W' -> filled.append(email ? word().toUpperCase(Locale.ROOT) : "W");
        case 'L' -> filled.append(luhn(filled));
        case 'M' -> filled.append(individual(filled));
        default -> filled.append(c);
      }
    }
    return filled.toString();
  }

  /// Letters and digits, a digit every fifth.
  private String run(boolean capitals, int length) {
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char letter = (char) ('a' + random.nextInt(26));
      boolean capital = capitals || random.nextBoolean();
      run.append(
          i % 5 == 3
              ? (char) ('0' + random.nextInt(10))
              : capital ? Character.toUpperCase(letter) : letter);
    }
    return run.toString();
  }

  /// No group of an address begins with a zero, nor a My Number like a moment.
  private int digit(CharSequence before, String kind) {
    char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
    boolean first = kind.equals("my_number") && before.isEmpty();
    return first
        ? 3 + random.nextInt(6)
        : kind.equals("ip") && !Character.isDigit(last)
            ? 1 + random.nextInt(9)
            : random.nextInt(10);
  }

  private char hex() {
    return "0123456789abcdef".charAt(random.nextInt(16));
  }

  private String word() {
    return WORDS[random.nextInt(WORDS.length)];
  }

  /// The digit that makes Luhn's sum of a number a multiple of ten.
  private static int luhn(CharSequence number) {
    int[] digits =
        number.chars().filter(Character::isDigit).map(c -> Character.digit(c, 10)).toArray();
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      int doubled = (digits.length - i) % 2 == 1 ? 2 * digits[i] : digits[i];
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return (LUHN - sum % LUHN) % LUHN;
  }

  /// The twelfth digit of a My Number: ordinance 85 of 2014 of the Ministry of Internal Affairs,
  /// article 5.
  private static int individual(CharSequence number) {
    int[] digits =
        number.chars().filter(Character::isDigit).map(c -> Character.digit(c, 10)).toArray();
    int sum = 0;
    for (int n = 1; n <= digits.length; n++) {
      sum += digits[digits.length - n] * (n <= 6 ? n + 1 : n - 5);
    }
    int rest = sum % 11;
    return rest <= 1 ? 0 : 11 - rest;
  }
}
