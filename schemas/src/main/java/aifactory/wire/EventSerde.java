package aifactory.wire;

import aifactory.contract.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Serializer and deserializer of one topic's events, for Kafka Streams.
public record EventSerde<E extends SpecificRecord>(
    EventSerializer<E> writing, EventDeserializer<E> reading) implements Serde<E> {

  /// The serde of a topic.
  public static <E extends SpecificRecord> EventSerde<E> of(
      Topic<E> topic, SchemaRegistry registry) {
    return new EventSerde<>(
        new EventSerializer<>(registry), new EventDeserializer<>(registry, topic.schema()));
  }

  @Override
  public Serializer<E> serializer() {
    return writing;
  }

  @Override
  public Deserializer<E> deserializer() {
    return reading;
  }
}
