package aifactory.walk;

import aifactory.walk.WebHost.Trait;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The hosts of a simulated web, drawn from a seed, and what links to what.
final class WebWorld {
  private static final int FEWEST_PAGES = 25;
  private static final int MOST_PAGES = 75;

  /// Every so many hosts one is known by a name; they all share an address.
  private static final int NAMED_EVERY = 5;

  private static final int MOST_NAMED = 30;
  private static final int TRAP_EVERY = 8;
  private static final int MOST_TRAPS_IN_A_ROW = 32;

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          Charset.forName("windows-31j"),
          StandardCharsets.UTF_8,
          Charset.forName("EUC-JP"),
          Charset.forName("windows-1252"),
          StandardCharsets.UTF_8,
          Charset.forName("ISO-2022-JP"));

  private final List<WebHost> hosts;

  /// Where a host of the world is to be found.
  ///
  /// @param authority with the port
  /// @param address that listens
  record Place(String authority, String address) {}

  /// Gives a host its place.
  interface Places {
    /// @param named false = an address of its own
    Place of(int host, boolean named);
  }

  WebWorld(long seed, int size, Places places) {
    Random random = new Random(seed);
    this.hosts =
        IntStream.range(0, size).mapToObj(number -> host(number, size, random, places)).toList();
  }

  private static WebHost host(int number, int size, Random random, Places places) {
    boolean named = number % NAMED_EVERY == 0 && number / NAMED_EVERY < MOST_NAMED;
    Place place = places.of(number, named);
    Optional<WebTrap> trap = trap(number);
    Set<Trait> traits = trap.isPresent() || number == 0 ? Set.of() : traits(number, size, named);
    int pages =
        traits.contains(Trait.DELAYED)
            ? FEWEST_PAGES
            : FEWEST_PAGES + random.nextInt(MOST_PAGES - FEWEST_PAGES + 1);
    return new WebHost(
        number,
        place.authority(),
        place.address(),
        pages,
        CHARSETS.get(number % CHARSETS.size()),
        traits,
        trap);
  }

  private static Optional<WebTrap> trap(int number) {
    boolean trapped =
        number % TRAP_EVERY == 3
            && (number < MOST_TRAPS_IN_A_ROW || number % (2 * TRAP_EVERY) == 3);
    return trapped
        ? Optional.of(
            WebTrap.values()[
                (number / TRAP_EVERY + number / MOST_TRAPS_IN_A_ROW) % WebTrap.values().length])
        : Optional.empty();
  }

  private static Set<Trait> traits(int number, int size, boolean named) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (number == size - 3) {
      traits.add(Trait.DEAD);
      return traits;
    }
    switch (number % 9) {
      case 1 -> traits.add(Trait.SLOW);
      case 2, 7 -> traits.add(Trait.FAILING);
      case 4 -> traits.add(named ? Trait.LAWLESS : Trait.DELAYED);
      case 5 -> traits.add(Trait.LAWLESS);
      case 6 -> traits.add(Trait.BUSY_ROBOTS);
      case 8 -> traits.add(Trait.LATE_ROBOTS);
      default -> {}
    }
    return traits;
  }

  List<WebHost> hosts() {
    return hosts;
  }

  private WebHost after(WebHost host, int steps) {
    return hosts.get((host.number() + steps) % hosts.size());
  }

  /// URLs that a good crawler reaches.
  Set<String> realUrls() {
    return hosts.stream()
        .flatMap(host -> host.realPaths().map(host::url))
        .collect(Collectors.toSet());
  }

  /// Links of a real page: its children, two pages anywhere on its host, and from the first page
  /// the next two hosts, what robots.txt forbids, redirects and the way into the trap.
  List<String> links(WebHost host, int page) {
    Random random = new Random(host.number() * 7_919L + page);
    List<String> links = new ArrayList<>();
    host.children(page).mapToObj(WebHost::page).forEach(links::add);
    links.add(WebHost.page(random.nextInt(host.pages())));
    links.add(WebHost.page(random.nextInt(host.pages())));
    if (host.hasRules()) {
      links.add("/private/" + page + ".html");
      links.add(WebHost.page(page) + "?print=1");
    }
    if (page == 0) {
      links.add(after(host, 1).url("/"));
      links.add(after(host, 2).url("/"));
      links.add("/moved/" + random.nextInt(host.pages()));
      links.add("/over/" + (1 + random.nextInt(hosts.size() - 1)));
      links.add("/away/" + host.number());
      links.add("/private/open.html");
    }
    if (page <= 1) {
      host.trap().ifPresent(trap -> links.add(trap.entrance()));
    }
    return links;
  }

  /// Target of a redirect to another host.
  String over(WebHost host, int steps) {
    return after(host, steps).url("/");
  }
}
