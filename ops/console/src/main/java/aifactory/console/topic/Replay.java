package aifactory.console.topic;

import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.contract.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tries a dead letter again: its very bytes go back to the topic that they came from.
@ApplicationScoped
class Replay {
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
    String key = letter.key() == null ? "" : new String(letter.key(), StandardCharsets.UTF_8);
    outbox.addBytes(origin, key, letter.value());
    return origin.name();
  }
}
