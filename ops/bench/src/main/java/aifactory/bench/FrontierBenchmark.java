package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.LoneCrawler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The frontier with ten million known URLs of ten thousand hosts, fetching switched off: what the
/// heap holds and the disk takes as it grows, how quickly new URLs are taken in, and how long a
/// killed crawler takes to know them all again. Environment variable `FRONTIER_URLS` makes it
/// smaller.
final class FrontierBenchmark implements Benchmark {
  private static final long URLS =
      Long.parseLong(System.getenv().getOrDefault("FRONTIER_URLS", "10000000"));
  private static final int PER_HOST = 1_000;
  private static final int STEPS = 10;

  /// So many wait in the log at most.
  private static final long LOT = 50_000;

  private static final double HEAP_GROWTH = 1.25;
  private static final double RATE_KEPT = 0.5;
  private static final double BYTES_PER_URL = 600;
  private static final double RESTORE_SECONDS = 600;
  private static final Duration LOT_LIMIT = Duration.ofMinutes(10);
  private static final Duration RESTORE_LIMIT = Duration.ofMinutes(40);

  /// @param rate URLs a second since the size before
  private record Size(long urls, double rate, double heap, double state, double log) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    List<Size> sizes = new ArrayList<>();
    try (LoneCrawler crawler = LoneCrawler.start(root, Map.of("CRAWLER_START", "0"))) {
      for (int step = 0; step < STEPS; step++) {
        sizes.add(grown(crawler, step * URLS / STEPS, URLS / STEPS));
        Size size = sizes.getLast();
        System.err.printf(
            Locale.ROOT,
            "%d URLs: %.0f/s, heap %.1f MB, state %.0f MB, broker %.0f MB%n",
            size.urls(),
            size.rate(),
            size.heap() / 1e6,
            size.state() / 1e6,
            size.log() / 1e6);
      }
      double restored = crawler.killAndAwaitReady(RESTORE_LIMIT).toMillis() / 1e3;
      double heap = crawler.liveHeapBytes();
      System.err.printf(Locale.ROOT, "restored in %.0f s, heap %.1f MB%n", restored, heap / 1e6);
      return claims(sizes, restored, heap);
    }
  }

  private static Size grown(LoneCrawler crawler, long from, long count)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (long lot = from; lot < from + count; lot += LOT) {
      crawler.know(lot, Math.min(LOT, from + count - lot), PER_HOST, LOT_LIMIT);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Size(
        from + count,
        count / seconds,
        crawler.liveHeapBytes(),
        crawler.stateBytes(),
        crawler.logBytes());
  }

  private static List<Claim> claims(List<Size> sizes, double restored, double heap) {
    Size first = sizes.getFirst();
    Size last = sizes.getLast();
    return List.of(
        Claim.of(
            "frontier.heap-at-10-million-over-1-million",
            "x",
            HEAP_GROWTH,
            true,
            List.of(Math.max(last.heap(), heap) / first.heap())),
        Claim.of(
            "frontier.rate-of-the-last-million-over-the-first",
            "x",
            RATE_KEPT,
            false,
            List.of(last.rate() / first.rate())),
        Claim.of(
            "frontier.disk-per-url", "B", BYTES_PER_URL, true, List.of(last.state() / last.urls())),
        Claim.of("frontier.restored", "s", RESTORE_SECONDS, true, List.of(restored)));
  }
}
