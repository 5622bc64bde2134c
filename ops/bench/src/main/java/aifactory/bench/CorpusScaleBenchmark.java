package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.FlowPages;
import aifactory.walk.LonePreprocess;
import aifactory.wire.EventProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The corpus' flow as it grows, near-duplicates looked for: documents a second over the last tenth
/// at 10,000, 100,000 and 1,000,000 documents, bytes of state per document, memory, and how long a
/// killed process takes to have its state again. `--runs` says how many of the three sizes are
/// measured; figures are told as the largest deviation from the mean of the sizes.
final class CorpusScaleBenchmark implements Benchmark {
  private static final int FIRST = 10_000;
  private static final int MOST_SIZES = 3;
  private static final int LOT = 1_000;
  private static final double DEVIATION = 0.1;
  private static final double GROWTH = 1.1;
  private static final double RESTORE_SECONDS = 60;
  private static final Duration LIMIT = Duration.ofHours(3);

  private final int first;

  CorpusScaleBenchmark() {
    this(FIRST);
  }

  /// @param first documents at the first size; ten times as many at each further one
  CorpusScaleBenchmark(int first) {
    this.first = first;
  }

  /// @param rate documents a second over the last tenth
  private record Size(long documents, double rate, double stateBytes, double resident) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    FlowPages pages = new FlowPages(root);
    try (LonePreprocess flow = LonePreprocess.start(root, Map.of());
        EventProducer producer = EventProducer.open(flow.kafka(), "bench-scale")) {
      List<Size> sizes = new ArrayList<>();
      int sent = 0;
      int size = first;
      for (int i = 0; i < Math.min(runs, MOST_SIZES); i++, size *= 10) {
        grow(flow, pages, producer, sent, size - size / 10);
        double seconds = grow(flow, pages, producer, size - size / 10, size);
        sent = size;
        sizes.add(
            new Size(
                size,
                size / 10 / seconds,
                (double) flow.stateBytes() / size,
                flow.residentBytes()));
        System.err.printf(
            Locale.ROOT,
            "%d documents: %.0f/s over the last tenth, %.0f bytes of state each, %.0f MiB%n",
            sizes.getLast().documents(),
            sizes.getLast().rate(),
            sizes.getLast().stateBytes(),
            sizes.getLast().resident() / (1 << 20));
      }
      double restored = flow.killAndAwaitReady().toMillis() / 1e3;
      return claims(sizes, restored);
    }
  }

  /// Sends lot by lot, so that the broker's log and not a backlog grows; answers seconds.
  private static double grow(
      LonePreprocess flow, FlowPages pages, EventProducer producer, int from, int to) {
    long began = System.nanoTime();
    for (int page = from; page < to; page += LOT) {
      pages.send(producer, page, Math.min(to, page + LOT));
      flow.awaitJudged(Math.max(0, page - LOT), LIMIT); // at most two lots wait
    }
    flow.awaitJudged(to, LIMIT);
    return (System.nanoTime() - began) / 1e9;
  }

  private static List<Claim> claims(List<Size> sizes, double restored) {
    return List.of(
        deviation("rate", sizes.stream().map(Size::rate).toList()),
        deviation("state-per-document", sizes.stream().map(Size::stateBytes).toList()),
        Claim.of(
            "corpus-scale.memory-growth",
            "x",
            GROWTH,
            true,
            List.of(sizes.getLast().resident() / sizes.getFirst().resident())),
        Claim.of("corpus-scale.restored", "s", RESTORE_SECONDS, true, List.of(restored)));
  }

  private static Claim deviation(String name, List<Double> figures) {
    double mean = figures.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    double most =
        figures.stream().mapToDouble(figure -> Math.abs(figure / mean - 1)).max().orElse(0);
    return Claim.of("corpus-scale." + name + "-deviation", "share", DEVIATION, true, List.of(most));
  }
}
