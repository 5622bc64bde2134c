package aifactory.preprocess.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.wire.EventDeserializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads raw records again, where verdicts say that they lie. For one thread.
public final class RawLog implements AutoCloseable {
  private static final String TOPIC = Topics.CRAWL_DOCUMENTS.name();
  private static final Duration POLL = Duration.ofMillis(200);

  /// Offsets that are read over rather than sought past.
  private static final long NEAR = 200;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final EventDeserializer<DocumentFetched> reading;

  public RawLog(KafkaSettings settings, String name) {
    this.consumer = new KafkaConsumer<>(settings.consumer(name + "-raw"));
    this.reading = new EventDeserializer<>(settings.registry(), Topics.CRAWL_DOCUMENTS.schema());
  }

  /// Where a raw record lies.
  public record Place(int partition, long offset) {}

  /// A raw record: its bytes and what they say.
  @SuppressWarnings("ArrayRecordComponent") // carried on as it is, never compared
  public record Raw(Place place, byte @Nullable [] key, byte[] value, DocumentFetched event) {}

  /// Gives the records at these places to the reader; what has expired or cannot be read is left
  /// out.
  public void read(Collection<Place> places, Consumer<Raw> reader) {
    Map<Integer, NavigableSet<Long>> wanted = new TreeMap<>();
    places.forEach(place ->
        wanted.computeIfAbsent(place.partition(), _ -> new TreeSet<>()).add(place.offset()));
    wanted.forEach((partition, offsets) -> read(partition, offsets, reader));
  }

  private void read(int number, NavigableSet<Long> offsets, Consumer<Raw> reader) {
    TopicPartition partition = new TopicPartition(TOPIC, number);
    consumer.assign(List.of(partition));
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long position = Long.MIN_VALUE / 2;
    Long next = offsets.ceiling(begin);
    while (next != null && next < end) {
      if (next - position > NEAR || next < position) {
        consumer.seek(partition, next);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (offsets.contains(record.offset()) && record.value() != null) {
          deliver(record, reader);
        }
      }
      position = consumer.position(partition);
      next = offsets.ceiling(position);
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record, Consumer<Raw> reader) {
    DocumentFetched event;
    try {
      event = reading.deserialize(TOPIC, record.value());
    } catch (UnreadableRecordException e) {
      return; // it is among the dead letters since it was first read
    }
    if (event != null) {
      Place place = new Place(record.partition(), record.offset());
      reader.accept(new Raw(place, record.key(), record.value(), event));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
