package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeadLetterIT {
  private static final String TOPIC = Topics.CRAWL_SOURCES.name();
  private static final byte[] KEY = "poison".getBytes(StandardCharsets.UTF_8);

  private final KafkaSettings settings = Testbed.attach().kafka();
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @BeforeEach
  void freshTopics() {
    Testbed.attach().freshTopics();
  }

  @Test
  void garbageIsKeptWithItsBytesAndTheTailGoesOn() throws Exception {
    byte[] garbage = {(byte) 0xFF, 0x00, 0x17, 'x', (byte) 0xC3};
    writeRaw(garbage);
    writeGood("after-garbage");

    try (EventTail tail = tail(event -> {})) {
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("after-garbage");
      assertThat(tail.deadLetterCount()).isEqualTo(1);
    }

    ConsumerRecord<byte[], byte[]> dead = firstDead();
    assertThat(dead.value()).isEqualTo(garbage);
    assertThat(dead.key()).isEqualTo(KEY);
    assertThat(header(dead, "dead.error")).contains("UnreadableRecordException");
    assertThat(header(dead, "dead.offset")).isEqualTo("0");
  }

  @Test
  void anEventThatItsReaderCannotHandleIsKeptToo() throws Exception {
    writeGood("refused");
    writeGood("welcome");

    try (EventTail tail = tail(DeadLetterIT::refuse)) {
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("welcome");
      assertThat(tail.deadLetterCount()).isEqualTo(1);
    }

    assertThat(header(firstDead(), "dead.message")).isEqualTo("not this one");
    assertThat(firstDead().value()).isNotEmpty();
  }

  @Test
  void aTailWhoseHookFailsStartsOverBehindTheLastWholeBatch() throws Exception {
    writeGood("first");
    AtomicBoolean fails = new AtomicBoolean(true);
    try (EventTail tail =
        EventTail.named("failing-hook-test", settings)
            .on(
                Topics.CRAWL_SOURCES,
                EventTail.From.START,
                received -> seen.add(received.event().getSourceId()))
            .afterBatch(next -> {
              if (fails.getAndSet(false)) {
                throw new IllegalStateException("the place cannot be kept");
              }
            })
            .start()) {
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
      assertThat(seen.poll(20, TimeUnit.SECONDS)).as("handled again").isEqualTo("first");
      tail.awaitCaughtUp(Duration.ofSeconds(20));
      writeGood("second");
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
      assertThat(tail.failure()).isEmpty();
      assertThat(tail.deadLetterCount()).isZero();
    }
  }

  private static void refuse(SourceDeclared event) {
    if (event.getSourceId().equals("refused")) {
      throw new IllegalArgumentException("not this one");
    }
  }

  private EventTail tail(java.util.function.Consumer<SourceDeclared> check) {
    return EventTail.named("dead-letter-test", settings)
        .on(
            Topics.CRAWL_SOURCES,
            EventTail.From.START,
            received -> {
              check.accept(received.event());
              seen.add(received.event().getSourceId());
            })
        .start();
  }

  private void writeRaw(byte[] value) throws Exception {
    Properties properties = settings.producer("poisoner");
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      producer.send(new ProducerRecord<>(TOPIC, KEY, value)).get();
    }
  }

  private void writeGood(String sourceId) {
    try (EventProducer producer = EventProducer.open(settings, "good")) {
      producer.sendAndWait(
          Topics.CRAWL_SOURCES,
          sourceId,
          SourceDeclared.newBuilder()
              .setSourceId(sourceId)
              .setKind("web")
              .setAddress("https://example.org/")
              .setDeclaredAt(Instant.EPOCH)
              .build());
    }
  }

  private ConsumerRecord<byte[], byte[]> firstDead() {
    TopicPartition partition = new TopicPartition(Topics.CRAWL_SOURCES.deadLetterName(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings.consumer("dead-reader"))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(10));
      return records.iterator().next();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
