package aifactory.crawler.publish;

import aifactory.event.UrlDiscovered;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Links that were told to the frontier lately: pages of a site repeat most of each other's links,
/// and telling one again changes nothing. Remembered in two generations, in memory only: what is
/// forgotten is told again. One thread.
final class ToldLinks {
  /// Of one generation; a number takes about 50 bytes.
  private static final int MAX_LINKS = 32_768;

  /// After this time a link is told again: the source's terms may have changed meanwhile.
  private static final long KEPT_NANOS = 300_000_000_000L;

  private Set<Long> before = new HashSet<>();
  private Set<Long> now = new HashSet<>();
  private long began = System.nanoTime();

  /// Those that were not told lately.
  List<UrlDiscovered> news(List<UrlDiscovered> found) {
    return found.stream()
        .filter(link -> {
          long hash = hash(link);
          return !now.contains(hash) && !before.contains(hash);
        })
        .toList();
  }

  /// Called when the log has them, not sooner: a transaction may fail.
  void told(List<UrlDiscovered> links) {
    if (now.size() >= MAX_LINKS || System.nanoTime() - began > KEPT_NANOS) {
      before = now;
      now = new HashSet<>();
      began = System.nanoTime();
    }
    links.forEach(link -> now.add(hash(link)));
  }

  /// Another source or another depth may be judged otherwise. FNV-1a of 64 bits: about one in 10^14
  /// links is taken for another one.
  private static long hash(UrlDiscovered link) {
    long hash = 0xcbf29ce484222325L ^ link.getDepth();
    for (String part : List.of(link.getSourceId(), link.getUrl())) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
      }
    }
    return hash;
  }
}
