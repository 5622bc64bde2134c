package aifactory.console.topic;

import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.contract.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Tries a dead letter again: its very key, bytes and headers go back to the topic that they came
/// from; only what says why it is a dead letter stays behind.
@ApplicationScoped
class Replay {
  /// Headers of dead letters, ours and those of Kafka Streams, and the id of an outbox row.
  private static final List<String> NOT_ITS_OWN =
      List.of("dead.", "__streams.errors.", Outbox.ROW_ID);

  private final RecordBrowser browser;
  private final Outbox outbox;

  Replay(RecordBrowser browser, Outbox outbox) {
    this.browser = browser;
    this.outbox = outbox;
  }

  /// Returns the topic it went to.
  @Transactional
  String of(ReplayOrder order) {
    Topic<?> origin =
        RecordBrowser.catalogued(order.topic())
            .orElseThrow(() -> ProblemException.unknown("topic", order.topic()));
    ConsumerRecord<byte[], byte[]> letter =
        browser
            .one(order.topic(), order.partition(), order.offset())
            .orElseThrow(() ->
                ProblemException.unknown(
                    "record",
                    "%s-%d@%d".formatted(order.topic(), order.partition(), order.offset())));
    if (letter.value() == null || letter.value().length == 0) {
      throw new ProblemException(409, "NOTHING_TO_REPLAY", "the dead letter has no bytes");
    }
    outbox.addRecord(origin, letter.key(), letter.value(), own(letter));
    return origin.name();
  }

  private static List<Header> own(ConsumerRecord<byte[], byte[]> letter) {
    return Arrays.stream(letter.headers().toArray())
        .filter(header -> NOT_ITS_OWN.stream().noneMatch(header.key()::startsWith))
        .toList();
  }
}
