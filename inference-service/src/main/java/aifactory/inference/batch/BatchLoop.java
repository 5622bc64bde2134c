package aifactory.inference.batch;

import aifactory.inference.constrain.Constraint;
import aifactory.inference.constrain.Grammar;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.constrain.SortedTokens;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenBytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The map: admit who waits, one step for all that are being continued, one chunk of one prompt,
/// and again. One thread runs the model; requests come and go at any step.
public final class BatchLoop implements AutoCloseable {
  private final RowCache cache;
  private final Rows rows;
  private final BatchSettings settings;
  private final TokenBytes tokenBytes;
  private final Set<Integer> endTokens;
  private final RandomGenerator seeds;
  private volatile @Nullable SortedTokens sorted;
  private final ChunkGrid grid;
  private final WaitingLine line = new WaitingLine();
  private final ConcurrentLinkedQueue<Sequence> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger places = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;
  private volatile BatchFigures figures;
  private volatile double meanNanos;
  private long steps;
  private long tokens;
  private long prompted;
  private long reused;

  /// @param cache closed with the loop
  /// @param grid where prompts are cut: what is read between two steps
  /// @param seeds gives a seed to requests without one; must be thread-safe
  public BatchLoop(
      RowCache cache,
      BatchSettings settings,
      ChunkGrid grid,
      TokenBytes tokenBytes,
      Set<Integer> endTokens,
      RandomGenerator seeds) {
    this.cache = cache;
    this.grid = grid;
    this.rows = new Rows(cache, grid);
    this.settings = settings;
    this.tokenBytes = tokenBytes;
    this.endTokens = endTokens;
    this.seeds = seeds;
    this.figures = figuresNow();
    this.thread = Thread.ofPlatform().name("batch-loop").daemon(true).start(this::run);
  }

  /// A place among those that are made or wait; empty = too many wait.
  public Optional<Place> enter() {
    int most = settings.rows() + settings.waiting();
    int taken = places.getAndUpdate(now -> now < most ? now + 1 : now);
    return taken < most ? Optional.of(new Taken()) : Optional.empty();
  }

  /// How long one who enters now waits for a row, going by the texts before.
  public Duration expectedWait() {
    double turns = Math.ceil((double) places.get() / settings.rows());
    return Duration.ofNanos((long) (turns * meanNanos));
  }

  /// What it does and did.
  public BatchFigures figures() {
    return figures;
  }

  private void run() {
    while (!closing) {
      welcome();
      figures = figuresNow();
      if (rows.active() == 0) {
        LockSupport.park(this); // whoever arrives wakes us
        continue;
      }
      try {
        dismissCancelled();
        decode();
        prefill();
      } catch (RuntimeException e) {
        failAll(e);
      }
    }
    failAll(new IllegalStateException("the model was closed while texts were being made"));
  }

  private void welcome() {
    for (Sequence next = arrived.poll(); next != null; next = arrived.poll()) {
      line.add(next);
    }
    line.removeCancelled();
    boolean room = true;
    while (room && line.size() > 0 && rows.active() < cache.rows()) {
      // The last rows are for clients of whom no text is being made.
      boolean guestsOnly = rows.active() >= cache.rows() - settings.guestRows();
      int atMost = guestsOnly ? 0 : Integer.MAX_VALUE - 1;
      Sequence next = line.next(this::activeOf, atMost);
      room = next != null;
      if (next != null) {
        rows.admit(next);
        reused += next.length();
      }
    }
  }

  private int activeOf(String client) {
    int active = 0;
    for (int row = 0; row < rows.active(); row++) {
      active += rows.at(row).client().equals(client) ? 1 : 0;
    }
    return active;
  }

  private void dismissCancelled() {
    for (Sequence sequence : rows.all()) {
      if (sequence.endIfCancelled()) {
        rows.remove(sequence);
      }
    }
  }

  private void decode() {
    int count = rows.decoding();
    if (count == 0) {
      return;
    }
    List<Sequence> batch = rows.all().subList(0, count);
    int[] lengths = new int[count];
    int[] next = new int[count];
    Arrays.setAll(lengths, row -> batch.get(row).length());
    Arrays.setAll(next, row -> batch.get(row).last());
    float[] scores_BV = cache.decode(lengths, next);
    int vocabulary = scores_BV.length / cache.rows();
    steps++;
    tokens += count;
    batch.forEach(sequence -> sequence.grow(1));
    for (int row = 0; row < count; row++) {
      Sequence sequence = batch.get(row);
      if (sequence.accept(scores_BV, row * vocabulary, vocabulary)) {
        rows.remove(sequence);
      }
    }
  }

  private void prefill() {
    if (rows.active() == rows.decoding()) {
      return;
    }
    Sequence sequence = nextToRead();
    int from = sequence.length();
    int chunk = grid.chunk(from, sequence.prompt().length);
    float[] scores_V =
        cache.prefill(
            sequence.row(), from, Arrays.copyOfRange(sequence.prompt(), from, from + chunk));
    prompted += chunk;
    sequence.grow(chunk);
    rows.read(sequence);
    if (sequence.unread() > 0) {
      return;
    }
    tokens++;
    rows.promote(sequence);
    if (sequence.accept(scores_V, 0, scores_V.length)) {
      rows.remove(sequence);
    }
  }

  /// First who has fewest texts before this one; then, in turn, the shortest and the oldest, so
  /// that a long prompt delays no short one and comes to its end all the same.
  private Sequence nextToRead() {
    List<Sequence> all = rows.all();
    List<Sequence> reading = all.subList(rows.decoding(), all.size());
    Comparator<Sequence> rank = Comparator.comparingInt(sequence -> before(sequence, all));
    Comparator<Sequence> turn =
        steps % 2 == 0
            ? Comparator.comparingInt(Sequence::unread)
            : Comparator.comparingLong(Sequence::admitted);
    return reading.stream().min(rank.thenComparing(turn)).orElseThrow();
  }

  private static int before(Sequence sequence, List<Sequence> all) {
    int before = 0;
    for (Sequence other : all) {
      boolean older = other.admitted() < sequence.admitted();
      before += older && other.client().equals(sequence.client()) ? 1 : 0;
    }
    return before;
  }

  private void failAll(RuntimeException failure) {
    for (Sequence sequence : rows.all()) {
      sequence.fail(failure);
      rows.remove(sequence);
    }
  }

  private BatchFigures figuresNow() {
    return new BatchFigures(
        cache.rows(),
        cache.window(),
        cache.bytes(),
        rows.active(),
        line.size(),
        steps,
        tokens,
        prompted,
        reused);
  }

  /// Ends the loop and releases the cache. Nobody may be using it.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cache.close();
  }

  private @Nullable Constraint constraint(GenerationRequest request) {
    OutputForm form = request.form();
    return form == null
        ? null
        : new Constraint(new Grammar(form.rule()), sortedTokens(), endTokens);
  }

  /// Made when the first form is asked for. Two at once may make it twice: it is the same.
  private SortedTokens sortedTokens() {
    SortedTokens known = sorted;
    if (known == null) {
      known = new SortedTokens(tokenBytes.size(), tokenBytes::of);
      sorted = known;
    }
    return known;
  }

  /// A lost update among threads that end at once costs one sample of a mean.
  private void took(long nanos) {
    meanNanos = meanNanos == 0 ? nanos : 0.9 * meanNanos + 0.1 * nanos;
  }

  private final class Taken implements Place {
    private boolean left;

    @Override
    public Generated generate(GenerationRequest request, TextSink sink) {
      long begun = System.nanoTime();
      Sequence sequence =
          new Sequence(request, sink, tokenBytes, endTokens, constraint(request), seeds.nextLong());
      arrived.add(sequence);
      LockSupport.unpark(thread);
      try {
        Generated generated = sequence.outbox().drainTo(sink);
        took(System.nanoTime() - begun);
        return generated;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a text was being made", e);
      }
    }

    @Override
    public void close() {
      if (!left) {
        left = true;
        places.decrementAndGet();
      }
    }
  }
}
