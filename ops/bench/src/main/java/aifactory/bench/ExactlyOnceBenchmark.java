package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionRegistered;
import aifactory.walk.Await;
import aifactory.walk.FlowPages;
import aifactory.walk.LonePreprocess;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What exactly-once costs: documents a second with it over without it, two flows with brokers of
/// their own in alternated pairs; and, in the same configuration, the milliseconds from a page's
/// body to its `corpus.accepted` as a reader of committed records sees it, at 200 pages a second.
final class ExactlyOnceBenchmark implements Benchmark {
  private static final double SHARE = 0.9;
  private static final double MILLIS = 250;
  private static final double VERDICT_MILLIS = 2000;
  private static final int PER_SECOND = 200;
  private static final int SECONDS = 20;
  private static final int LOT = 3_000;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    FlowPages pages = new FlowPages(root);
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> slowest = new ArrayList<>();
    List<Double> verdicts = new ArrayList<>();
    try (Flow exact = Flow.start(root, pages, "1");
        Flow loose = Flow.start(root, pages, "0")) {
      exact.rate(); // code and caches are warm from here on
      loose.rate();
      for (int run = 0; run < runs; run++) {
        with.add(exact.rate());
        without.add(loose.rate());
        System.err.printf(
            Locale.ROOT,
            "documents/s: exactly once %.0f, at least once %.0f%n",
            with.getLast(),
            without.getLast());
      }
      for (int run = 0; run < runs; run++) {
        exact.pace();
        slowest.add(exact.accepted.percentile99());
        verdicts.add(exact.fallen.percentile99());
        System.err.printf(
            Locale.ROOT,
            "p99 accepted %.0f ms, near-duplicate %.0f ms (%d of them)%n",
            slowest.getLast(),
            verdicts.getLast(),
            exact.fallen.size());
      }
    }
    return List.of(
        Claim.beside("exactly-once.rate-over-at-least-once", "x", SHARE, with, without),
        Claim.of("exactly-once.fetched-to-accepted-p99", "ms", MILLIS, true, slowest),
        Claim.of(
            "exactly-once.fetched-to-near-duplicate-p99", "ms", VERDICT_MILLIS, true, verdicts));
  }

  /// Milliseconds as they are seen.
  private static final class Delays {
    private final Queue<Double> millis = new ConcurrentLinkedQueue<>();
    private final AtomicInteger all = new AtomicInteger();

    void clear() {
      millis.clear();
    }

    void add(Instant from, Instant to) {
      all.incrementAndGet();
      millis.add(Duration.between(from, to).toNanos() / 1e6);
    }

    double percentile99() {
      double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    int size() {
      return millis.size();
    }
  }

  /// One flow, and how many pages it was given.
  private static final class Flow implements AutoCloseable {
    private final LonePreprocess preprocess;
    private final FlowPages pages;
    private final EventProducer producer;
    private final Delays accepted = new Delays();
    private final Delays fallen = new Delays();
    private final Map<String, Instant> fetched = new ConcurrentHashMap<>();
    private final Map<String, Instant> early = new ConcurrentHashMap<>();
    private final EventTail tail;
    private int sent;

    private Flow(LonePreprocess preprocess, FlowPages pages) {
      this.preprocess = preprocess;
      this.pages = pages;
      this.producer = EventProducer.open(preprocess.kafka(), "bench-exactly-once");
      this.tail =
          EventTail.named("bench-exactly-once", preprocess.kafka())
              .on(Topics.CORPUS_ACCEPTED, EventTail.From.END, read -> accept(read.event()))
              .on(Topics.CORPUS_RETRACTED, EventTail.From.END, read -> fall(read.event()))
              .start();
    }

    static Flow start(Path root, FlowPages pages, String exactlyOnce)
        throws IOException, InterruptedException {
      return new Flow(
          LonePreprocess.start(root, Map.of("PREPROCESS_EXACTLY_ONCE", exactlyOnce)), pages);
    }

    /// Documents a second over one lot.
    double rate() {
      long began = System.nanoTime();
      pages.send(producer, sent, sent + LOT);
      sent += LOT;
      preprocess.awaitJudged(sent, LIMIT);
      return LOT * 1e9 / (System.nanoTime() - began);
    }

    private void accept(DocumentAccepted document) {
      accepted.add(document.getFetchedAt(), Instant.now());
      fetched.put(document.getVersion(), document.getFetchedAt());
      Instant verdict = early.remove(document.getVersion());
      if (verdict != null) {
        fallen.add(document.getFetchedAt(), verdict);
      }
    }

    /// Two topics have no mutual order: a verdict may be read before its text.
    private void fall(RetractionRegistered verdict) {
      Instant at = fetched.get(verdict.getVersion());
      if (at == null) {
        early.put(verdict.getVersion(), Instant.now());
      } else {
        fallen.add(at, Instant.now());
      }
    }

    /// Pages fetched as they are sent; returns when all have been judged and their near-duplicates
    /// have fallen.
    void pace() {
      awaitFallen(); // those of the lots before must not count
      accepted.clear();
      fallen.clear();
      int count = PER_SECOND * SECONDS;
      pages.pace(producer, sent, sent + count, PER_SECOND);
      sent += count;
      preprocess.awaitJudged(sent, LIMIT);
      awaitFallen();
    }

    private void awaitFallen() {
      int expected = sent / FlowPages.NEARLY_EVERY;
      Await.until(
          expected + " near-duplicates have fallen", LIMIT, () -> fallen.all.get() >= expected);
    }

    @Override
    public void close() throws IOException {
      tail.close();
      producer.close();
      preprocess.close();
    }
  }
}
