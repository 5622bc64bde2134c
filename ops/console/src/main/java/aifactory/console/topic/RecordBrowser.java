package aifactory.console.topic;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.problem.ProblemException;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.wire.EventDeserializer;
import aifactory.wire.UnreadableRecordException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads the log for people: the newest records of a topic, those before an offset, those with a
/// key, or exactly one. Partitions are read from their ends backwards, so what time ran out for is
/// the oldest. Joins no group and moves no offset. Every read is bounded in time.
@ApplicationScoped
public class RecordBrowser {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /// A transaction's marker takes an offset and is never seen: look further back than asked.
  private static final int MARKERS = 3;

  /// Where that was not enough, look at this many times more offsets, up to so many at once.
  private static final int WIDER = 4;

  private static final long WIDEST = 50_000;

  private final FactoryBroker broker;

  RecordBrowser(FactoryBroker broker) {
    this.broker = broker;
  }

  /// What is looked for.
  ///
  /// @param partition all when null
  /// @param before only offsets below this; needs a partition
  /// @param until only records written up to then
  /// @param key only records with this key: the whole topic is searched
  public record Wanted(
      @Nullable Integer partition,
      @Nullable Long before,
      @Nullable Instant until,
      @Nullable String key,
      int limit) {}

  /// What was found, newest first.
  ///
  /// @param complete false when time ran out before everything was looked at
  public record Found(List<Map<String, @Nullable Object>> records, boolean complete) {}

  /// Looks for records of a topic or dead-letter topic.
  public Found find(String topic, Wanted wanted) {
    require(topic);
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(each -> wanted.partition() == null || each.partition() == wanted.partition())
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw ProblemException.unknown("partition", String.valueOf(wanted.partition()));
      }
      List<Stretch> stretches =
          partitions.stream().map(each -> stretch(consumer, each, wanted)).toList();
      Instant end = Instant.now().plus(LIMIT);
      long window = (long) MARKERS * wanted.limit();
      while (!allDone(stretches, wanted) && Instant.now().isBefore(end)) {
        for (Stretch stretch : stretches) {
          if (!stretch.isDone(wanted.limit())) {
            stretch.readBack(consumer, window, wanted.key(), end);
          }
        }
        window = Math.min(WIDEST, window * WIDER);
      }
      List<ConsumerRecord<byte[], byte[]>> kept =
          stretches.stream().flatMap(stretch -> stretch.kept.stream()).toList();
      return new Found(pictures(kept, wanted.limit()), allDone(stretches, wanted));
    }
  }

  private static boolean allDone(List<Stretch> stretches, Wanted wanted) {
    return stretches.stream().allMatch(stretch -> stretch.isDone(wanted.limit()));
  }

  /// Reads exactly one record; empty when it is gone.
  public Optional<ConsumerRecord<byte[], byte[]>> one(String topic, int partition, long offset) {
    require(topic);
    try (KafkaConsumer<byte[], byte[]> consumer = open()) {
      TopicPartition place = new TopicPartition(topic, partition);
      // Asking for the ends of a partition that is not there waits until it is.
      if (consumer.partitionsFor(topic).stream().noneMatch(each -> each.partition() == partition)) {
        return Optional.empty();
      }
      consumer.assign(List.of(place));
      long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      if (offset < begin || offset >= end) {
        return Optional.empty();
      }
      consumer.seek(place, offset);
      Instant limit = Instant.now().plus(LIMIT);
      while (consumer.position(place) <= offset && Instant.now().isBefore(limit)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() == offset) {
            return Optional.of(record);
          }
        }
      }
      return Optional.empty();
    }
  }

  /// The event of a record of a topic; empty when it does not decode.
  public <E extends SpecificRecord> Optional<E> decoded(
      Topic<E> topic, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(
          new EventDeserializer<E>(broker.settings().registry(), topic.schema())
              .deserialize(topic.name(), record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  /// The part of a partition that has not been looked at: from its begin to an offset that comes
  /// nearer.
  private static final class Stretch {
    private final TopicPartition place;
    private final long begin;
    private final List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>();
    private long to;

    private Stretch(TopicPartition place, long begin, long to) {
      this.place = place;
      this.begin = begin;
      this.to = to;
    }

    boolean isDone(int limit) {
      return to <= begin || kept.size() >= limit;
    }

    /// Looks at the offsets just below those that were looked at.
    void readBack(
        KafkaConsumer<byte[], byte[]> consumer, long window, @Nullable String key, Instant limit) {
      long from = Math.max(begin, to - window);
      consumer.assign(List.of(place));
      consumer.seek(place, from);
      while (consumer.position(place) < to && Instant.now().isBefore(limit)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < to && hasKey(record, key)) {
            kept.add(record);
          }
        }
      }
      if (consumer.position(place) >= to) {
        to = from;
      }
    }
  }

  private static Stretch stretch(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Wanted wanted) {
    consumer.assign(List.of(partition));
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    if (wanted.before() != null) {
      end = Math.min(end, wanted.before());
    }
    if (wanted.until() != null) {
      end = Math.min(end, firstAfter(consumer, partition, wanted.until(), end));
    }
    return new Stretch(partition, begin, end);
  }

  private static long firstAfter(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Instant time, long end) {
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli() + 1)).get(partition);
    return first == null ? end : first.offset();
  }

  private static boolean hasKey(ConsumerRecord<byte[], byte[]> record, @Nullable String key) {
    return key == null || key.equals(key(record));
  }

  private List<Map<String, @Nullable Object>> pictures(
      List<ConsumerRecord<byte[], byte[]>> kept, int limit) {
    List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>(kept);
    newest.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
            .thenComparingLong(ConsumerRecord::offset)
            .reversed());
    return newest.stream().limit(limit).map(this::picture).toList();
  }

  private Map<String, @Nullable Object> picture(ConsumerRecord<byte[], byte[]> record) {
    Map<String, @Nullable Object> picture = new LinkedHashMap<>();
    picture.put("partition", record.partition());
    picture.put("offset", record.offset());
    picture.put("at", Instant.ofEpochMilli(record.timestamp()));
    picture.put("key", key(record));
    picture.put("bytes", record.value() == null ? 0 : record.value().length);
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(header ->
            headers.put(
                header.key(),
                header.value() == null
                    ? null
                    : new String(header.value(), StandardCharsets.UTF_8)));
    picture.put("headers", headers);
    if (record.value() != null) {
      Optional<? extends SpecificRecord> event =
          catalogued(record.topic()).flatMap(topic -> decoded(topic, record));
      picture.put("event", event.map(RecordPicture::of).orElse(null));
      if (event.isEmpty()) {
        picture.put("raw", RecordPicture.of(record.value()));
      }
    }
    return picture;
  }

  private static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
  }

  /// The topic whose events a topic holds: a dead-letter topic holds those of its origin.
  static Optional<Topic<?>> catalogued(String name) {
    return Topics.ALL.stream()
        .filter(each -> each.name().equals(name) || each.deadLetterName().equals(name))
        .findFirst()
        .map(each -> (Topic<?>) each);
  }

  private static void require(String topic) {
    if (catalogued(topic).isEmpty()) {
      throw ProblemException.unknown("topic", topic);
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    return new KafkaConsumer<>(broker.settings().consumer("console-records"));
  }
}
