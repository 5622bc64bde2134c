package aifactory.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the servers of the simulated web saw, and what it says about the visitor. Thread-safe while
/// requests arrive.
final class WebLog {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  /// Over how many requests intervals are measured: the next, and so many that one late arrival
  /// weighs little.
  private static final List<Integer> STEPS = List.of(1, 10);

  private static final Set<String> ASIDE =
      Set.of("/robots.txt", "/ai.txt", "/.well-known/tdmrep.json", "/sitemap.xml");

  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

  /// One request.
  ///
  /// @param path with its query
  /// @param arrived when its head was read (nanoseconds)
  /// @param answered just before the last bytes of the answer were written
  /// @param status 0 = the connection was cut
  record Asked(WebHost host, String path, String agent, long arrived, long answered, int status) {
    boolean isPage() {
      return !ASIDE.contains(path);
    }
  }

  void add(Asked request) {
    asked.add(request);
  }

  int size() {
    return asked.size();
  }

  private Stream<Asked> pages() {
    return asked.stream().filter(Asked::isPage);
  }

  long pagesAsked() {
    return pages().count();
  }

  /// Requests for what robots.txt forbids.
  List<String> forbidden() {
    return pages().filter(one -> one.host().forbids(one.path())).map(WebLog::line).toList();
  }

  /// Pages asked for before robots.txt was answered, or after it was last answered with a 5xx.
  List<String> withoutRobots() {
    List<String> found = new ArrayList<>();
    by(one -> one.host().authority())
        .forEach((host, requests) -> {
          List<Asked> robots =
              requests.stream().filter(one -> one.path().equals("/robots.txt")).toList();
          for (Asked page : requests.stream().filter(Asked::isPage).toList()) {
            boolean known =
                robots.stream()
                    .filter(one -> one.answered() < page.arrived())
                    .anyMatch(one -> one.status() > 0 && one.status() < SERVER_ERROR);
            if (!known) {
              found.add(line(page));
            }
          }
        });
    return found;
  }

  /// Requests that came sooner after earlier ones of the same host than they may: after the one
  /// before, and after the one ten before, of which the tolerance is a tenth as much.
  List<String> tooSoon(Duration interval, Duration tolerance) {
    return by(one -> one.host().authority()).values().stream()
        .flatMap(requests -> tooSoon(requests, interval, tolerance).stream())
        .toList();
  }

  /// The same for the hosts that share an address.
  List<String> tooSoonAtAddress(Duration interval, Duration tolerance) {
    return by(one -> one.host().address()).values().stream()
        .flatMap(requests -> tooSoon(requests, interval, tolerance).stream())
        .toList();
  }

  /// The same for hosts with a Crawl-delay, from the first page on.
  List<String> tooSoonForCrawlDelay(Duration delay, Duration tolerance) {
    return by(one -> one.host().authority()).values().stream()
        .filter(requests -> requests.getFirst().host().is(WebHost.Trait.DELAYED))
        .map(requests -> requests.stream().dropWhile(one -> !one.isPage()).toList())
        .flatMap(requests -> tooSoon(requests, delay, tolerance).stream())
        .toList();
  }

  private static List<String> tooSoon(List<Asked> inOrder, Duration interval, Duration tolerance) {
    List<String> found = new ArrayList<>();
    for (int step : STEPS) {
      for (int i = step; i < inOrder.size(); i++) {
        long passed = inOrder.get(i).arrived() - inOrder.get(i - step).arrived();
        if (passed < step * interval.toNanos() - tolerance.toNanos()) {
          String url = line(inOrder.get(i));
          found.add("%s after %d ms (%d)".formatted(url, passed / 1_000_000, step));
        }
      }
    }
    return found;
  }

  /// Most requests of one host that were open at once.
  int mostOpen() {
    int most = 0;
    for (List<Asked> requests : by(one -> one.host().authority()).values()) {
      for (Asked one : requests) {
        long open =
            requests.stream()
                .filter(
                    other -> other.arrived() <= one.arrived() && other.answered() > one.arrived())
                .count();
        most = (int) Math.max(most, open);
      }
    }
    return most;
  }

  long trapped() {
    return pages()
        .filter(one -> one.host().trap().filter(trap -> trap.holds(one.path())).isPresent())
        .count();
  }

  /// Trap requests by kind.
  Map<WebTrap, Long> byTrap() {
    return pages()
        .filter(one -> one.host().trap().filter(trap -> trap.holds(one.path())).isPresent())
        .collect(
            Collectors.groupingBy(one -> one.host().trap().orElseThrow(), Collectors.counting()));
  }

  /// Pages that were given whole, and how often.
  Map<String, Long> given() {
    return pages()
        .filter(one -> one.status() == OK)
        .collect(Collectors.groupingBy(one -> one.host().url(one.path()), Collectors.counting()));
  }

  Set<String> agents() {
    return asked.stream().map(Asked::agent).collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, List<Asked>> by(Function<Asked, String> key) {
    Map<String, List<Asked>> groups = new HashMap<>();
    asked.stream()
        .sorted(Comparator.comparingLong(Asked::arrived))
        .forEach(one -> groups.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one));
    return groups;
  }

  private static String line(Asked one) {
    return one.host().url(one.path());
  }
}
