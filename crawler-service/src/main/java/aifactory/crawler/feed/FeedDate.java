package aifactory.crawler.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as feeds write them: RFC 822 and what people make of it, ISO 8601, `asctime`, and the long
/// forms of Japanese, Korean and Chinese software. No zone means UTC.
///
/// `Thu, 1 Jan 04 19:48 EST` → `2004-01-02T00:48:00Z`
public final class FeedDate {
  private static final String TIME = "(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2})(?:[.,](\\d+))?)?";
  private static final String ZONE = "\\s*([A-Za-z]{1,5}|[+-]\\d{1,2}:?\\d{0,2})?";

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2}))?)?(?:[T\\s]\\s*" + TIME + ZONE + ")?.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DAY_OF_YEAR =
      Pattern.compile("(\\d{4})-?(\\d{3})(?:[T\\s]\\s*" + TIME + ZONE + ")?");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:\\p{L}+\\.?,?\\s*)?(\\d{1,2})[\\s-]+(\\p{L}{3,})\\.?,?[\\s-]+(\\d{2,4})(?:,?\\s+"
              + TIME
              + ZONE
              + ")?.*");
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:\\p{L}+\\.?,?\\s+)?(\\p{L}{3,})\\.?\\s+(\\d{1,2}),?\\s+(?:(\\d{4}),?\\s+)?(?:"
              + TIME
              + ZONE
              + ")?\\s*(\\d{4})?.*");
  private static final Pattern EAST_ASIAN =
      Pattern.compile(
          "(\\d{4})[年년]\\s*(\\d{1,2})[月월]\\s*(\\d{1,2})[日일]\\s*(?:\\([^)]*\\)\\s*)?"
              + "(午前|午後|오전|오후|上午|下午)?\\s*(?:(\\d{1,2})[:時시点]\\s*(\\d{1,2})[:分분]?\\s*(?:(\\d{1,2})[秒초]?)?)?.*");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONE_HOURS =
      Map.ofEntries(
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("MET", 1),
          Map.entry("BST", 1),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("JST", 9),
          Map.entry("KST", 9),
          Map.entry("AEST", 10),
          Map.entry("AEDT", 11),
          Map.entry("ET", -5),
          Map.entry("CT", -6),
          Map.entry("MT", -7),
          Map.entry("PT", -8),
          Map.entry("A", -1),
          Map.entry("N", 1),
          Map.entry("M", -12),
          Map.entry("Y", 12));
  private static final int CENTURY_SPLIT = 70;

  private FeedDate() {}

  public static Optional<Instant> parse(String written) {
    String text = written.strip();
    try {
      return eastAsian(text)
          .or(() -> iso(text))
          .or(() -> dayFirst(text))
          .or(() -> monthFirst(text));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty(); // the 31st of February
    }
  }

  private static Optional<Instant> iso(String text) {
    Matcher ordinal = DAY_OF_YEAR.matcher(text);
    if (ordinal.matches()) {
      LocalDate day = LocalDate.ofYearDay(number(ordinal.group(1)), number(ordinal.group(2)));
      return Optional.of(instant(day, ordinal, 3));
    }
    Matcher matcher = ISO.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    LocalDate day =
        LocalDate.of(number(matcher.group(1)), orOne(matcher.group(2)), orOne(matcher.group(3)));
    return Optional.of(instant(day, matcher, 4));
  }

  private static Optional<Instant> dayFirst(String text) {
    Matcher matcher = DAY_FIRST.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return month(matcher.group(2))
        .map(month -> LocalDate.of(year(matcher.group(3)), month, number(matcher.group(1))))
        .map(day -> instant(day, matcher, 4));
  }

  private static Optional<Instant> monthFirst(String text) {
    Matcher matcher = MONTH_FIRST.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String year = matcher.group(3) == null ? matcher.group(9) : matcher.group(3);
    return year == null
        ? Optional.empty()
        : month(matcher.group(1))
            .map(month -> LocalDate.of(number(year), month, number(matcher.group(2))))
            .map(day -> instant(day, matcher, 4));
  }

  private static Optional<Instant> eastAsian(String text) {
    Matcher matcher = EAST_ASIAN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    LocalDate day =
        LocalDate.of(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    String half = matcher.group(4);
    boolean afternoon = half != null && List.of("午後", "오후", "下午").contains(half);
    int hour = orZero(matcher.group(5)) % 24;
    LocalTime time =
        LocalTime.of(
            afternoon && hour < 12 ? hour + 12 : hour,
            orZero(matcher.group(6)),
            orZero(matcher.group(7)));
    boolean korean = text.indexOf('년') >= 0;
    boolean japanese = text.indexOf('時') >= 0 || half != null && half.startsWith("午");
    return Optional.of(day.atTime(time).toInstant(ZoneOffset.ofHours(korean || japanese ? 9 : 0)));
  }

  /// @param at group of the hour; minute, second, fraction and zone follow
  private static Instant instant(LocalDate day, Matcher matcher, int at) {
    if (matcher.group(at) == null) {
      return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    int seconds =
        number(matcher.group(at)) * 3600
            + number(matcher.group(at + 1)) * 60
            + orZero(matcher.group(at + 2));
    String fraction = matcher.group(at + 3);
    long nanos = fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    LocalDateTime time = day.atStartOfDay().plusSeconds(seconds).plusNanos(nanos);
    return time.toInstant(zone(matcher.group(at + 4)));
  }

  private static ZoneOffset zone(@org.jspecify.annotations.Nullable String zone) {
    if (zone == null || zone.isEmpty()) {
      return ZoneOffset.UTC;
    }
    if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
      String digits = zone.substring(1).replace(":", "");
      int hours = number(digits.substring(0, Math.min(2, digits.length())));
      int minutes = digits.length() > 2 ? number(digits.substring(2)) : 0;
      int sign = zone.charAt(0) == '-' ? -1 : 1;
      return ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60));
    }
    return ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
  }

  private static Optional<Integer> month(String name) {
    int index = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
    return index < 0 ? Optional.empty() : Optional.of(index + 1);
  }

  private static int year(String digits) {
    int year = number(digits);
    return digits.length() > 2 ? year : year + (year < CENTURY_SPLIT ? 2000 : 1900);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static int orOne(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 1 : number(digits);
  }

  private static int orZero(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : number(digits);
  }
}
