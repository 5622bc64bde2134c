package aifactory.crawler.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RequestSlotsTest {
  @Test
  void beyondTheBoundOneWaitsUntilAnotherEnds() throws Exception {
    RequestSlots slots = new RequestSlots(1);
    slots.acquire();
    CompletableFuture<Void> second = waiting(slots);
    assertThat(second).isNotDone();

    slots.release();

    assertThat(second.get()).isNull();
  }

  @Test
  void whatRunsBeyondASmallerBoundEndsBeforeAnythingBegins() throws Exception {
    RequestSlots slots = new RequestSlots(3);
    slots.acquire();
    slots.acquire();

    assertThat(slots.resize(1)).isEqualTo(3);
    CompletableFuture<Void> third = waiting(slots);
    slots.release(); // one still runs, as many as there may be
    assertThat(third).isNotDone();
    slots.release();

    assertThat(third.get()).isNull();
  }

  @Test
  void whoWaitsBeginsWhenTheBoundRises() throws Exception {
    RequestSlots slots = new RequestSlots(1);
    slots.acquire();
    CompletableFuture<Void> second = waiting(slots);

    slots.resize(2);

    assertThat(second.get()).isNull();
    assertThat(slots.bound()).isEqualTo(2);
  }

  /// Done once it has its slot.
  private static CompletableFuture<Void> waiting(RequestSlots slots) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            slots.acquire();
            done.complete(null);
          } catch (InterruptedException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
