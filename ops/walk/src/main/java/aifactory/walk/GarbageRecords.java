package aifactory.walk;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.wire.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Bytes that are no event, sent to every topic, and looked for in every dead-letter topic.
final class GarbageRecords {
  private static final Duration POLL = Duration.ofMillis(200);
  private final KafkaSettings kafka;

  GarbageRecords(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// Sends one record of garbage to each topic of the catalogue.
  void send() throws Exception {
    Properties properties = kafka.producer("walk-garbage");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      for (Topic<?> topic : Topics.ALL) {
        producer
            .send(
                new ProducerRecord<>(
                    topic.name(), "garbage".getBytes(StandardCharsets.UTF_8), garbage(topic)))
            .get();
      }
    }
  }

  /// Waits until every topic's garbage lies in its dead-letter topic with its original bytes.
  ///
  /// @return topics whose garbage did not arrive within the limit
  Set<String> missingAfter(Duration limit) {
    Set<String> missing = new TreeSet<>();
    List<TopicPartition> dead = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      missing.add(topic.name());
      dead.add(new TopicPartition(topic.deadLetterName(), 0));
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.consumer("walk-dead-letters"))) {
      consumer.assign(dead);
      consumer.seekToBeginning(dead);
      long began = System.nanoTime();
      while (!missing.isEmpty() && System.nanoTime() - began < limit.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          strike(record, missing);
        }
      }
    }
    return missing;
  }

  private static void strike(ConsumerRecord<byte[], byte[]> record, Set<String> missing) {
    for (Topic<?> topic : Topics.ALL) {
      if (topic.deadLetterName().equals(record.topic())
          && !keptByUs(record)
          && java.util.Arrays.equals(record.value(), garbage(topic))) {
        missing.remove(topic.name());
      }
    }
  }

  /// The walk's own readers keep dead letters too; they prove nothing.
  private static boolean keptByUs(ConsumerRecord<byte[], byte[]> record) {
    Header reader = record.headers().lastHeader("dead.reader");
    return reader != null && new String(reader.value(), StandardCharsets.UTF_8).startsWith("walk");
  }

  private static byte[] garbage(Topic<?> topic) {
    return ("garbage for " + topic.name() + " \u0000\u0001\uFFFD").getBytes(StandardCharsets.UTF_8);
  }
}
