package aifactory.walk;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One host of the simulated web.
///
/// @param authority host name or loopback address, with its port
/// @param address where it listens
/// @param pages its real pages, `/` first; each but the first has a parent that links to it
/// @param charset of its pages
record WebHost(
    int number,
    String authority,
    String address,
    int pages,
    Charset charset,
    Set<Trait> traits,
    Optional<WebTrap> trap) {
  private static final int CHILDREN = 4;

  /// What a host is like beside its pages.
  enum Trait {
    /// Takes its time for every answer.
    SLOW,
    /// Some pages fail at first: 500, 503 with Retry-After, connections cut.
    FAILING,
    /// Nothing but 500.
    DEAD,
    /// robots.txt with rules and a Crawl-delay.
    DELAYED,
    /// No robots.txt.
    LAWLESS,
    /// robots.txt answered 429.
    BUSY_ROBOTS,
    /// robots.txt answered 503 at first.
    LATE_ROBOTS
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  String url(String path) {
    return "http://" + authority + path;
  }

  static String page(int number) {
    return number == 0 ? "/" : "/p/" + number + ".html";
  }

  /// Numbers of the pages that a page is the parent of.
  IntStream children(int page) {
    return IntStream.rangeClosed(CHILDREN * page + 1, CHILDREN * page + CHILDREN)
        .filter(child -> child < pages);
  }

  boolean hasRules() {
    return !is(Trait.LAWLESS) && !is(Trait.BUSY_ROBOTS);
  }

  /// Whether its robots.txt forbids us a path with its query; worked out by hand from [#robots()].
  boolean forbids(String path) {
    return hasRules()
        && (path.startsWith("/private/") && !path.equals("/private/open.html")
            || path.contains("?print="));
  }

  String robots() {
    return """
    User-agent: *
    Disallow: /

    User-agent: AIFactoryEngine
    Disallow: /private/
    Allow: /private/open.html
    Disallow: /*?print=
    """
        + (is(Trait.DELAYED) ? "Crawl-delay: 1\n" : "");
  }

  /// Paths that a good crawler reaches: a dead host has none.
  Stream<String> realPaths() {
    if (is(Trait.DEAD)) {
      return Stream.of();
    }
    Stream<String> paths = IntStream.range(0, pages).mapToObj(WebHost::page);
    return hasRules() ? Stream.concat(paths, Stream.of("/private/open.html")) : paths;
  }
}
