package aifactory.console.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.testbed.Testbed;
import aifactory.wire.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The outbox's way into topics, on a real broker.
final class OutboxPublisherIT {
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.STRING_SCHEMA)
          .field("topic", Schema.STRING_SCHEMA)
          .field("event_key", Schema.OPTIONAL_BYTES_SCHEMA)
          .field("payload", Schema.BYTES_SCHEMA)
          .field("headers", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final String NAME = "outbox_test";
  private final KafkaSettings kafka = Testbed.attach().kafka();
  private final String topic = "outbox-test-" + UUID.randomUUID();

  @BeforeEach
  void aTopicOfItsOwn() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.admin("outbox-test"))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  @Test
  void aReplayedOutboxIsRefused() throws InterruptedException {
    try (OutboxPublisher first = new OutboxPublisher(kafka, NAME)) {
      assertThat(first.publish(List.of(row("a", "1"), row("b", "2")))).isEqualTo(2);
    }
    try (OutboxPublisher second = new OutboxPublisher(kafka, NAME)) {
      assertThat(second.publish(List.of(row("a", "1"), row("b", "2"), row("c", "3")))).isEqualTo(1);
      assertThat(second.publish(List.of(row("b", "2")))).isZero();
    }

    assertThat(told()).containsExactly("1", "2", "3");
  }

  @Test
  void onlyTheLastOfTwoPublishersSends() throws InterruptedException {
    try (OutboxPublisher old = new OutboxPublisher(kafka, NAME)) {
      old.publish(List.of(row("a", "1")));
      try (OutboxPublisher next = new OutboxPublisher(kafka, NAME)) {
        next.publish(List.of(row("b", "2")));
        assertThatThrownBy(() -> old.publish(List.of(row("c", "3"))))
            .isInstanceOf(RuntimeException.class);
      }
    }

    assertThat(told()).containsExactly("1", "2");
  }

  @Test
  void aRecordKeepsItsKeyAndHeadersAsBytes() throws InterruptedException {
    byte[] noText = {(byte) 0xC3, 0x28, 0};
    Headers own = new RecordHeaders().add("trace", noText).add("empty", null).add("trace", noText);
    try (OutboxPublisher publisher = new OutboxPublisher(kafka, NAME)) {
      publisher.publish(
          List.of(
              row("a", "1")
                  .put("event_key", noText)
                  .put("headers", RowHeaders.written(List.of(own.toArray()))),
              row("b", "2").put("event_key", null)));
    }

    List<ConsumerRecord<byte[], byte[]>> records = records();
    assertThat(records.getFirst().key()).isEqualTo(noText);
    assertThat(records.getFirst().headers().toArray()).startsWith(own.toArray());
    assertThat(records.getLast().key()).isNull();
  }

  private Struct row(String id, String payload) {
    return new Struct(ROW)
        .put("id", id)
        .put("topic", topic)
        .put("event_key", "all".getBytes(StandardCharsets.UTF_8))
        .put("payload", payload.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> told() {
    return records().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> log = new KafkaConsumer<>(kafka.consumer("outbox-test"))) {
      log.assign(List.of(partition));
      log.seekToBeginning(List.of(partition));
      long end = log.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      Instant limit = Instant.now().plus(Duration.ofSeconds(20));
      while (log.position(partition) < end) {
        assertThat(Instant.now()).isBefore(limit);
        log.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
