package aifactory.crawler.frontier;

import aifactory.contract.url.WebUrl;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// URLs whose form tells that pages like them never end: paths that repeat themselves or grow,
/// calendars leafed through beyond their time, combinations of ever more filters. Only links are
/// judged; a seed is what somebody asked for.
final class UrlTraps {
  private static final int MAX_SEGMENTS = 20;
  private static final int MAX_REPEATS = 3;
  private static final int MAX_PARAMETERS = 8;

  /// Filters and calendars lead from one query to the next; real lists are rarely deeper.
  private static final int MAX_QUERY_DEPTH = 12;

  private static final int FIRST_YEAR = 1990;

  /// A year with a month behind it, in the path or as a value.
  private static final Pattern YEAR_AND_MONTH =
      Pattern.compile("(?<!\\d)(\\d{4})[-/](0?[1-9]|1[0-2])(?!\\d)");

  private static final Set<String> YEAR_NAMES = Set.of("year", "y", "jahr", "annee", "ano", "nen");

  /// Words of pages that are a calendar rather than dated like an archive.
  private static final Pattern CALENDAR =
      Pattern.compile("(?i)calend|kalender|agenda|schedule|events?\\b|month|timetable");

  private UrlTraps() {}

  /// @param now for what is still to come (milliseconds)
  static boolean isOne(String url, int depth, long now) {
    WebUrl parsed = WebUrl.parse(url).orElse(null);
    if (parsed == null) {
      return false; // refused elsewhere
    }
    List<String> segments =
        Arrays.stream(parsed.path().split("/")).filter(part -> !part.isEmpty()).toList();
    String query = parsed.query() == null ? "" : parsed.query();
    return segments.size() > MAX_SEGMENTS
        || repeatsItself(segments)
        || !query.isEmpty() && (depth > MAX_QUERY_DEPTH || isCombination(query))
        || isOutOfTime(parsed.path() + "?" + query, query, now);
  }

  /// `/a/b/a/b/a/b`: some segment again and again. Numbers may recur.
  private static boolean repeatsItself(List<String> segments) {
    Map<String, Integer> seen = new HashMap<>();
    for (String segment : segments) {
      boolean number = segment.chars().allMatch(Character::isDigit);
      if (!number && seen.merge(segment, 1, Integer::sum) > MAX_REPEATS) {
        return true;
      }
    }
    return false;
  }

  /// Many parameters, or one given again and again (`?tag=a&tag=b&tag=c&tag=d`).
  private static boolean isCombination(String query) {
    Map<String, Integer> names = new HashMap<>();
    for (String parameter : query.split("&")) {
      names.merge(parameter.split("=", 2)[0], 1, Integer::sum);
    }
    return names.values().stream().mapToInt(Integer::intValue).sum() > MAX_PARAMETERS
        || names.values().stream().anyMatch(count -> count > MAX_REPEATS);
  }

  /// A calendar that was leafed through to where nothing can be: before the web, or later than next
  /// year.
  private static boolean isOutOfTime(String place, String query, long now) {
    int lastYear = Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC).getYear() + 1;
    for (String parameter : query.split("&")) {
      String[] named = parameter.split("=", 2);
      if (named.length == 2
          && YEAR_NAMES.contains(named[0])
          && named[1].matches("\\d{4}")
          && isOutside(Integer.parseInt(named[1]), lastYear)) {
        return true;
      }
    }
    Matcher date = YEAR_AND_MONTH.matcher(place);
    while (date.find()) {
      int year = Integer.parseInt(date.group(1));
      boolean future = year > lastYear;
      if (future || year < FIRST_YEAR && CALENDAR.matcher(place).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutside(int year, int lastYear) {
    return year < FIRST_YEAR || year > lastYear;
  }
}
