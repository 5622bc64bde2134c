package aifactory.wire;

import aifactory.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A topic that an [EventTail] follows and who is told of its events.
record Subscription<E extends SpecificRecord>(
    Topic<E> topic,
    EventDeserializer<E> reading,
    EventTail.From from,
    Consumer<Received<E>> handler) {

  void deliver(ConsumerRecord<byte[], byte[]> record) {
    E event = reading.deserialize(record.topic(), record.value());
    if (event == null) {
      return; // a tombstone: nothing to know
    }
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    handler.accept(
        new Received<>(
            record.topic(),
            record.partition(),
            record.offset(),
            key,
            event,
            Instant.ofEpochMilli(record.timestamp())));
  }
}
