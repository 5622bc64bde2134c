package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a tail has before it is told for its process, also while it stands still at a record.
final class TailLagIT {
  private static final String TOPIC = Topics.CRAWL_SOURCES.name();
  private static final int RECORDS = 5;

  private final KafkaSettings settings = Testbed.attach().kafka();

  @BeforeEach
  void freshTopics() {
    Testbed.attach().freshTopics();
  }

  @Test
  void whatIsNotHandledYetIsTold() throws InterruptedException {
    try (EventProducer producer = EventProducer.open(settings, "tail-lag-test")) {
      for (int i = 0; i < RECORDS; i++) {
        producer.sendAndWait(Topics.CRAWL_SOURCES, "source-" + i, declared(i));
      }
    }
    CountDownLatch handled = new CountDownLatch(RECORDS);
    CountDownLatch goOn = new CountDownLatch(1);
    try (EventTail tail =
        EventTail.named("tail-lag-test", settings)
            .on(
                Topics.CRAWL_SOURCES,
                EventTail.From.START,
                received -> {
                  awaitUninterrupted(goOn);
                  handled.countDown();
                })
            .start()) {
      await(() -> Long.valueOf(RECORDS).equals(EventTail.waiting().get(TOPIC)));
      assertThat(handled.getCount()).isEqualTo(RECORDS);
      goOn.countDown();
      assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue();
      await(() -> Long.valueOf(0).equals(EventTail.waiting().get(TOPIC)));
      assertThat(tail.isHealthy()).isTrue();
    }
    assertThat(EventTail.waiting()).as("a closed tail waits for nothing").doesNotContainKey(TOPIC);
  }

  private static SourceDeclared declared(int number) {
    return SourceDeclared.newBuilder()
        .setSourceId("source-" + number)
        .setKind("web")
        .setAddress("http://lag.example/" + number)
        .setDeclaredAt(Instant.EPOCH)
        .build();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant limit = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("%s", EventTail.waiting()).isBefore(limit);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
