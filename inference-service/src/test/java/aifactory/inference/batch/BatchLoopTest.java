package aifactory.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.inference.generate.FinishReason;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TokenBytesTest;
import aifactory.inference.sample.SamplingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many texts through the loop at once.
@Timeout(60)
final class BatchLoopTest {
  private static final int ROWS = 4;
  private static final int GUESTS = 1;
  private static final int WAITING = 40;

  private final ScriptedRows rows = ScriptedRows.following(ROWS + GUESTS, 2000);
  private final BatchLoop loop = loop(rows);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore steps = new Semaphore(0);

  private static BatchLoop loop(RowCache rows) {
    return new BatchLoop(
        rows,
        new BatchSettings(ROWS, GUESTS, WAITING),
        ChunkGrid.even(16, rows.window()),
        TokenBytesTest.ofEveryByte(),
        Set.of(ScriptedRows.END),
        RandomGenerator.getDefault());
  }

  @AfterEach
  void close() {
    open();
    threads.shutdownNow();
    loop.close();
    assertThat(rows.closed).isTrue();
  }

  @Test
  void textsInABatchAreThoseMadeAlone() throws InterruptedException, ExecutionException {
    Map<Integer, String> alone = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      try (BatchLoop single = loop(ScriptedRows.following(2, 2000))) {
        alone.put(i, made(single, request(prompt(i), 5 + i * 3, "x")).text());
      }
    }
    List<Callable<Made>> together = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      GenerationRequest request = request(prompt(i), 5 + i * 3, "client" + i % 3);
      together.add(() -> made(loop, request));
    }
    List<Future<Made>> all = threads.invokeAll(together);
    for (int i = 0; i < 30; i++) {
      assertThat(all.get(i).get().text()).as("request %d", i).isEqualTo(alone.get(i));
    }
    assertThat(rows.largestBatch).isBetween(2, ROWS + GUESTS);
    assertThat(loop.figures().reused()).isPositive();
  }

  @Test
  void aSeededTextIsTheSameWhateverElseIsInTheBatch()
      throws InterruptedException, ExecutionException {
    SamplingSettings drawn = SamplingSettings.OPENAI.seeded(42);
    GenerationRequest seeded =
        new GenerationRequest(prompt(5), 40, List.of(), drawn, -1, null, "client");
    String alone = made(loop, seeded).text();
    List<Callable<Made>> together = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      GenerationRequest other = request(prompt(i), 60, "other" + i);
      together.add(() -> made(loop, other));
    }
    together.add(6, () -> made(loop, seeded));
    assertThat(threads.invokeAll(together).get(6).get().text()).isEqualTo(alone);
    assertThat(drawn.seed()).isEqualTo(OptionalLong.of(42));
  }

  @Test
  void aPromptThatBeginsLikeAnotherIsNotReadAgain() {
    int[] common = prompt(50);
    made(loop, request(common, 3, "a"));
    long before = loop.figures().prompted();
    int[] longer = Arrays.copyOf(common, common.length + 5);
    Generated second = made(loop, request(longer, 3, "b")).generated();
    assertThat(second.reusedTokens()).isEqualTo(common.length - common.length % 16);
    assertThat(loop.figures().prompted() - before).isEqualTo(common.length % 16 + 5);
  }

  @Test
  void oneClientWithManyTextsLeavesARowToAnother() throws InterruptedException, ExecutionException {
    shut();
    List<Future<Made>> greedy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] prompt = prompt(i);
      greedy.add(threads.submit(() -> made(loop, request(prompt, 1000, "greedy"))));
    }
    while (loop.figures().waiting() < 20 - ROWS) {
      step();
    }
    FutureTask<Made> modest = new FutureTask<>(() -> made(loop, request(prompt(3), 2, "modest")));
    Thread client = Thread.startVirtualThread(modest);
    while (client.getState() != Thread.State.WAITING) {
      Thread.onSpinWait(); // until it stands in the line: the greedy must not end before
    }
    while (!modest.isDone()) {
      step();
    }
    assertThat(modest.get().generated().completionTokens()).isEqualTo(2);
    assertThat(greedy).noneMatch(Future::isDone);
  }

  @Test
  void refusesMoreThanMayWaitAndTakesTheNextWhenOneHasLeft() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < ROWS + WAITING; i++) {
      places.add(loop.enter().orElseThrow());
    }
    assertThat(loop.enter()).isEmpty();
    places.getFirst().close();
    places.getFirst().close(); // twice gives back one place
    Optional<Place> next = loop.enter();
    assertThat(next).isPresent();
    assertThat(loop.enter()).isEmpty();
    next.ifPresent(Place::close);
    places.forEach(Place::close);
  }

  @Test
  void stopsWithinOneStepWhenTheClientHasGone() throws InterruptedException, ExecutionException {
    shut();
    RecordingSink sink = new RecordingSink();
    Future<Generated> making =
        threads.submit(() -> {
          try (Place place = loop.enter().orElseThrow()) {
            return place.generate(request(prompt(2), 1000, "gone"), sink);
          }
        });
    while (sink.pieces.size() < 5) {
      step();
    }
    sink.cancelled = true;
    long made = loop.figures().tokens(); // what is shown lags behind, by as much as it likes
    while (!making.isDone()) {
      step();
    }
    Generated generated = making.get();
    assertThat(generated.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat((long) generated.completionTokens())
        .isLessThanOrEqualTo(made + 1); // the one that was being made
    open();
    assertThat(made(loop, request(prompt(1), 4, "next")).text()).hasSize(4);
  }

  @Test
  void aFailedStepFailsItsTextsAndNoOthers() {
    CountDownLatch once = new CountDownLatch(1);
    rows.beforeStep =
        () -> {
          if (once.getCount() > 0) {
            once.countDown();
            throw new IllegalArgumentException("broken");
          }
        };
    assertThatThrownBy(() -> made(loop, request(prompt(1), 4, "a")))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken");
    assertThat(made(loop, request(prompt(1), 4, "a")).text()).hasSize(4);
  }

  private record Made(String text, Generated generated) {}

  private static Made made(BatchLoop loop, GenerationRequest request) {
    RecordingSink sink = new RecordingSink();
    try (Place place = loop.enter().orElseThrow()) {
      Generated generated = place.generate(request, sink);
      return new Made(sink.text(), generated);
    }
  }

  /// Steps happen only as [#step] lets them.
  private void shut() {
    rows.beforeStep = steps::acquireUninterruptibly;
  }

  /// Steps happen freely again, also the one that stands at the gate: a loop that waits there for
  /// ever cannot be closed.
  private void open() {
    rows.beforeStep = () -> {};
    steps.release(1);
  }

  /// One step, if the loop is ready for one. Never a second permit while one lies there: they would
  /// add up while the loop's thread wakes, and the texts would run to their end.
  private void step() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the loop does not come to the awaited state");
    }
    if (steps.hasQueuedThreads() && steps.availablePermits() == 0) {
      steps.release(1);
    }
    Thread.onSpinWait();
  }

  /// Prompts of different lengths; every third begins like the one before it.
  private static int[] prompt(int i) {
    int[] prompt = new int[3 + i * 7];
    Arrays.setAll(prompt, t -> t < 40 ? i / 3 + t : (i * 31 + t * 7) % 250);
    return prompt;
  }

  private static GenerationRequest request(int[] prompt, int maxTokens, String client) {
    return new GenerationRequest(
        prompt, maxTokens, List.of(), SamplingSettings.GREEDY, -1, null, client);
  }
}
