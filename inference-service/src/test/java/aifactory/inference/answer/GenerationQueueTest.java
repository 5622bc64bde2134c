package aifactory.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.inference.answer.GenerationQueue.Place;
import aifactory.inference.answer.RequestRefusedException.Reason;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class GenerationQueueTest {
  @Test
  void refusesBeyondThoseMadeAndWaiting() {
    GenerationQueue queue = new GenerationQueue(1, 2);
    Place first = queue.enter();
    queue.enter();
    queue.enter();
    assertThat(queue.length()).isEqualTo(3);
    assertThatThrownBy(queue::enter)
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_REQUESTS);
              assertThat(refused.reason().status()).isEqualTo(429);
            });
    first.close();
    first.close(); // twice gives back one place
    assertThat(queue.length()).isEqualTo(2);
    assertThat(queue.enter()).isNotNull();
  }

  @Test
  void letsTheNextBeginWhenOneHasEnded() throws InterruptedException, ExecutionException {
    GenerationQueue queue = new GenerationQueue(1, 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        Place one = queue.enter();
        Place two = queue.enter()) {
      threads.execute(() ->
          one.whenFree(() -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return 1;
          }));
      begun.await();
      Future<Integer> second = threads.submit(() -> two.whenFree(() -> 2));
      assertThat(second.isDone()).isFalse();
      mayEnd.countDown();
      assertThat(second.get()).isEqualTo(2);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
