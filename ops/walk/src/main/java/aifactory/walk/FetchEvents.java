package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.FetchEnded;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A crawler's facts for one source, sent whether the broker is there or not.
final class FetchEvents implements AutoCloseable {
  private final EventProducer producer;
  private final String source;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private int number;

  FetchEvents(KafkaSettings kafka, String source) {
    this.producer = EventProducer.open(kafka, "walk-fetches");
    this.source = source;
    // What needs the broker's word before the first record is asked now.
    producer.sendAndWait(Topics.CRAWL_OUTCOMES, "warm-up.example", event("warm-up"));
  }

  void send(int events) {
    for (int i = 0; i < events; i++) {
      sent.add(producer.send(Topics.CRAWL_OUTCOMES, "away.example", event(source)));
    }
  }

  void awaitSent(Duration limit) {
    Await.until("all events are in the log", limit, () -> sent.stream().allMatch(Future::isDone));
    for (Future<RecordMetadata> each : sent) {
      if (each.state() != Future.State.SUCCESS) {
        throw new IllegalStateException("an event was not sent", each.exceptionNow());
      }
    }
    sent.clear();
  }

  private FetchEnded event(String of) {
    Instant now = Instant.now();
    String url = "https://away.example/" + number++;
    return FetchEnded.newBuilder()
        .setAttemptId("attempt-" + number)
        .setUrl(url)
        .setHost("away.example")
        .setSourceId(of)
        .setDepth(0)
        .setAttempt(1)
        .setOutcome("FETCHED")
        .setBytes(1)
        .setStartedAt(now)
        .setEndedAt(now)
        .setNodeId("walk")
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
