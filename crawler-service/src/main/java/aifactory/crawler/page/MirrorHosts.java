package aifactory.crawler.page;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.url.WebUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts that say under the same paths what another one says: of the two, the one that was met
/// later is the mirror, and is left alone. Remembered in memory only: forgetting costs a few
/// requests. Thread-safe.
public final class MirrorHosts {
  /// Pages that two hosts must have in common.
  private static final int COMMON = 10;

  /// Share of the pages of that host of which fewer are known.
  private static final double MOST = 0.8;

  private static final int MAX_PAGES = 100_000;
  private static final int MAX_HOSTS = 20_000;

  private final Map<Long, String> texts = latest(MAX_PAGES);
  private final Map<Long, Boolean> read = latest(MAX_PAGES);
  private final Map<String, Known> hosts = latest(MAX_HOSTS);
  private long met;

  /// What is known of a host. Mutable, under the lock.
  private static final class Known {
    private final long number;
    private final Map<String, Integer> common = latest(64);
    private int pages;
    private Optional<String> original = Optional.empty();

    private Known(long number) {
      this.number = number;
    }
  }

  private static <K, V> Map<K, V> latest(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /// Takes a page in; the first reading of each counts.
  ///
  /// @param said digests of what it says; none = it is too short to tell
  public synchronized void read(CanonicalUrl url, List<Long> said) {
    Optional<WebUrl> parsed = WebUrl.parse(url.text());
    boolean first = read.putIfAbsent(PageText.hash(url.text()), true) == null;
    if (said.isEmpty() || parsed.isEmpty() || !first) {
      return;
    }
    String host = url.hostAndPort();
    String path = parsed.get().path() + "?" + parsed.get().query();
    Known own = known(host);
    String other = texts.putIfAbsent(31 * said.getFirst() + PageText.hash(path), host);
    own.pages++;
    if (other != null && !host.equals(other)) {
      common(host, own, other, known(other));
    }
  }

  private Known known(String host) {
    return hosts.computeIfAbsent(host, any -> new Known(met++));
  }

  private static void common(String host, Known own, String other, Known its) {
    boolean later = own.number > its.number;
    Known mirror = later ? own : its;
    String original = later ? other : host;
    int common = mirror.common.merge(original, 1, Integer::sum);
    if (common >= COMMON && common >= MOST * Math.min(own.pages, its.pages)) {
      mirror.original = Optional.of(original);
    }
  }

  /// The host that a host is a mirror of.
  public synchronized Optional<String> originalOf(String host) {
    Known known = hosts.get(host);
    return known == null ? Optional.empty() : known.original;
  }
}
