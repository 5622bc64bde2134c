package aifactory.trainer.intake;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PartitionRange;
import aifactory.event.RetractionRegistered;
import aifactory.trainer.dataset.CorpusLog;
import aifactory.wire.DeadLetters;
import aifactory.wire.EventDeserializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads ranges of `corpus.accepted`, `corpus.retracted` and `corpus.masked`, committed records
/// only. A record that is no event goes to the dead letters once and is passed over.
public final class KafkaCorpusLog implements CorpusLog, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;
  private final DeadLetters deadLetters;
  private final Set<String> keptLetters = ConcurrentHashMap.newKeySet();

  public KafkaCorpusLog(KafkaSettings settings) {
    this.settings = settings;
    this.deadLetters = new DeadLetters(settings, "trainer-corpus");
  }

  @Override
  public void replay(List<PartitionRange> ranges, Reader reader) {
    read(
        Topics.CORPUS_ACCEPTED,
        ranges,
        found -> reader.read(new Entry(found.partition, found.offset, found.event)));
  }

  @Override
  public void replayRetractions(
      List<PartitionRange> ranges, Consumer<RetractionRegistered> reader) {
    read(
        Topics.CORPUS_RETRACTED,
        ranges,
        found -> {
          reader.accept(found.event);
          return true;
        });
  }

  @Override
  public void replayMasks(List<PartitionRange> ranges, Consumer<ParagraphsMasked> reader) {
    read(
        Topics.CORPUS_MASKED,
        ranges,
        found -> {
          reader.accept(found.event);
          return true;
        });
  }

  private record Found<E>(int partition, long offset, E event) {}

  private <E extends SpecificRecord> void read(
      Topic<E> topic, List<PartitionRange> ranges, Predicate<Found<E>> wantsMore) {
    if (ranges.isEmpty()) {
      return;
    }
    EventDeserializer<E> reading = new EventDeserializer<>(settings.registry(), topic.schema());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings.consumer("trainer-" + topic.name()))) {
      Map<TopicPartition, Long> ends = seek(consumer, topic, ranges);
      while (isBefore(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end(ends, record) && !deliver(record, reading, wantsMore)) {
            return;
          }
        }
      }
    }
  }

  private static Map<TopicPartition, Long> seek(
      KafkaConsumer<byte[], byte[]> consumer, Topic<?> topic, List<PartitionRange> ranges) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (PartitionRange range : ranges) {
      TopicPartition partition = new TopicPartition(topic.name(), range.getPartition());
      starts.put(partition, range.getStart());
      ends.put(partition, range.getEnd());
    }
    consumer.assign(starts.keySet());
    // A log that was wiped is shorter than the range says; what is not there cannot be waited for.
    consumer
        .endOffsets(starts.keySet())
        .forEach((partition, end) -> ends.merge(partition, end, Math::min));
    starts.forEach(consumer::seek);
    return ends;
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
    return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  private <E extends SpecificRecord> boolean deliver(
      ConsumerRecord<byte[], byte[]> record,
      EventDeserializer<E> reading,
      Predicate<Found<E>> wantsMore) {
    try {
      E event = reading.deserialize(record.topic(), record.value());
      return event == null
          || wantsMore.test(new Found<>(record.partition(), record.offset(), event));
    } catch (UnreadableRecordException e) {
      if (keptLetters.add(record.topic() + "/" + record.partition() + "/" + record.offset())) {
        deadLetters.keep(record, e);
      }
      return true;
    }
  }

  /// Records passed over since start.
  public long deadLetterCount() {
    return deadLetters.count();
  }

  @Override
  public void close() {
    deadLetters.close();
  }
}
