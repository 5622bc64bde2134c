package aifactory.preprocess.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as pages write them, as ISO 8601 where that is plain: `7 March 2019` → `2019-03-07`,
/// `2019年3月7日` → `2019-03-07`. What is ISO 8601 already, or cannot be read, stays as written.
final class DateForms {
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[T ].*)?");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{4})\\s*[年/.]\\s*(\\d{1,2})\\s*[月/.]\\s*(\\d{1,2})日?.*");
  private static final List<DateTimeFormatter> WORDS =
      List.of(
          form("d MMMM uuuu"),
          form("MMMM d, uuuu"),
          form("d MMM uuuu"),
          form("MMM d, uuuu"),
          form("uuuuMMdd"));

  private DateForms() {}

  static String iso(String written) {
    String date = written.strip();
    if (ISO.matcher(date).matches()) {
      return date;
    }
    Matcher numbers = NUMBERS.matcher(date);
    try {
      if (numbers.matches()) {
        return LocalDate.of(number(numbers, 1), number(numbers, 2), number(numbers, 3)).toString();
      }
    } catch (DateTimeException e) {
      return date;
    }
    return words(date);
  }

  private static int number(Matcher numbers, int group) {
    return Integer.parseInt(numbers.group(group));
  }

  private static String words(String date) {
    String plain =
        date.replaceFirst("^\\p{L}+day,?\\s+", "").replaceAll("(\\d)(?:st|nd|rd|th)\\b", "$1");
    for (DateTimeFormatter form : WORDS) {
      try {
        return LocalDate.parse(plain, form).toString();
      } catch (DateTimeParseException e) {
        continue; // another form
      }
    }
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toString();
    } catch (DateTimeParseException e) {
      return date;
    }
  }

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }
}
