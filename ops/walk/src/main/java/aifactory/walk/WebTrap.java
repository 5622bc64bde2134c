package aifactory.walk;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A space of a host that never ends.
enum WebTrap {
  /// Months that lead to the next, the one before, and the same of other years.
  CALENDAR("/calendar/") {
    @Override
    List<String> links(String path) {
      YearMonth month = month(path);
      return Stream.of(
              month.minusMonths(1), month.plusMonths(1), month.minusYears(1), month.plusYears(1))
          .map(WebTrap::path)
          .toList();
    }

    @Override
    String text(String path) {
      YearMonth month = month(path);
      return "Events of %s %d. Days of this month: %d. Nothing is planned on any of its days yet."
          .formatted(month.getMonth(), month.getYear(), month.lengthOfMonth());
    }
  },

  /// A list whose filters can be combined.
  FILTERS("/shop") {
    @Override
    List<String> links(String path) {
      Map<String, String> chosen = filters(path);
      List<String> links = new ArrayList<>();
      FILTERS_OFFERED.forEach((name, values) -> {
        for (String value : values) {
          Map<String, String> next = new TreeMap<>(chosen);
          next.put(name, value);
          links.add(
              "/shop?"
                  + next.entrySet().stream()
                      .map(one -> one.getKey() + "=" + one.getValue())
                      .collect(Collectors.joining("&")));
        }
      });
      return links;
    }

    @Override
    String text(String path) {
      return "Our shop, list number %d: lamps, chairs and %d other things that you can order here."
          .formatted(Math.abs(path.hashCode()), Math.floorMod(path.hashCode(), 97));
    }
  },

  /// Relative links that should have been absolute.
  REPEATING("/loop/") {
    @Override
    List<String> links(String path) {
      return List.of("guide/", "start/");
    }

    @Override
    String text(String path) {
      return "Welcome to the guide. Choose where to start, or read the guide from its first page on.";
    }
  },

  /// Pages that are not there, answered as if they were, each with more of them.
  SOFT_404("/missing/") {
    @Override
    List<String> links(String path) {
      int number = path.hashCode();
      return List.of(
          "/missing/" + Integer.toHexString(31 * number + 7),
          "/missing/" + Integer.toHexString(17 * number + 3));
    }

    @Override
    String text(String path) {
      return "We are sorry: " + path + " was not found. Perhaps one of these is what you wanted.";
    }
  };

  private static final Map<String, List<String>> FILTERS_OFFERED =
      Map.of(
          "colour", List.of("red", "green", "blue"),
          "size", List.of("small", "large"),
          "order", List.of("price", "age"));

  private final String prefix;

  WebTrap(String prefix) {
    this.prefix = prefix;
  }

  /// Links of one of its pages.
  abstract List<String> links(String path);

  abstract String text(String path);

  /// Where real pages lead into it.
  String entrance() {
    return switch (this) {
      case CALENDAR -> path(YearMonth.now(ZoneOffset.UTC));
      case FILTERS -> "/shop";
      case REPEATING -> "/loop/";
      case SOFT_404 -> "/missing/first";
    };
  }

  /// Whether a path belongs to it, the entrance included.
  boolean holds(String path) {
    return path.startsWith(prefix);
  }

  private static String path(YearMonth month) {
    return "/calendar/%d/%02d".formatted(month.getYear(), month.getMonthValue());
  }

  private static YearMonth month(String path) {
    String[] parts = path.split("/");
    return YearMonth.of(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
  }

  private static Map<String, String> filters(String path) {
    Map<String, String> filters = new TreeMap<>();
    int query = path.indexOf('?');
    if (query >= 0 && query + 1 < path.length()) {
      for (String one : path.substring(query + 1).split("&")) {
        String[] named = one.split("=", 2);
        filters.put(named[0], named[1]);
      }
    }
    return filters;
  }
}
