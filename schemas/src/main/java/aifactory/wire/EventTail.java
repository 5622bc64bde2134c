package aifactory.wire;

import aifactory.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows whole topics on one thread of its own: every partition, from the start, the end or a
/// given offset, committed records only, without a consumer group. For readers that build a picture
/// from the log (policy tables, indexes, read models) and keep their own place in it.
///
/// A record that does not decode or whose handler throws goes to its dead-letter topic and the tail
/// goes on; a [RetriableException] of a handler is retried instead. When anything else fails, such
/// as the hook after a batch, the tail starts over behind the last batch that was handled whole.
/// Handlers run on the tail's thread.
public final class EventTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

  /// The tails of this process, for its heartbeat.
  private static final Set<EventTail> OPEN = ConcurrentHashMap.newKeySet();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Subscription<?>> subscriptions;
  private final Map<TopicPartition, Long> startOffsets;
  private final Consumer<Map<TopicPartition, Long>> afterBatch;
  private final DeadLetters deadLetters;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<String, Long> behind = Map.of();
  private volatile boolean closing;
  private volatile @Nullable RuntimeException failure;

  /// Where a topic is read from when there is no stored offset.
  public enum From {
    START,
    END
  }

  private EventTail(Builder builder) {
    this.consumer = new KafkaConsumer<>(builder.settings.consumer(builder.name));
    this.subscriptions = Map.copyOf(builder.subscriptions);
    this.startOffsets = Map.copyOf(builder.startOffsets);
    this.afterBatch = builder.afterBatch;
    this.deadLetters = new DeadLetters(builder.settings, builder.name);
    this.thread = Thread.ofPlatform().name(builder.name).daemon(true).unstarted(this::run);
  }

  /// Begins the description of a tail; `name` appears in thread names, client ids and dead letters.
  public static Builder named(String name, KafkaSettings settings) {
    return new Builder(name, settings);
  }

  /// What a tail follows.
  public static final class Builder {
    private final String name;
    private final KafkaSettings settings;
    private final Map<String, Subscription<?>> subscriptions = new HashMap<>();
    private final Map<TopicPartition, Long> startOffsets = new HashMap<>();
    private Consumer<Map<TopicPartition, Long>> afterBatch = ignored -> {};

    private Builder(String name, KafkaSettings settings) {
      this.name = name;
      this.settings = settings;
    }

    /// Follows a topic.
    public <E extends SpecificRecord> Builder on(
        Topic<E> topic, From from, Consumer<Received<E>> handler) {
      EventDeserializer<E> reading = new EventDeserializer<>(settings.registry(), topic.schema());
      subscriptions.put(topic.name(), new Subscription<>(topic, reading, from, handler));
      return this;
    }

    /// Continues at stored offsets, where there are any.
    public Builder continuingAt(Map<TopicPartition, Long> nextOffsets) {
      startOffsets.putAll(nextOffsets);
      return this;
    }

    /// Called after each batch with the next offset of every partition that moved.
    public Builder afterBatch(Consumer<Map<TopicPartition, Long>> hook) {
      this.afterBatch = hook;
      return this;
    }

    /// Starts the tail's thread.
    public EventTail start() {
      EventTail tail = new EventTail(this);
      OPEN.add(tail);
      tail.thread.start();
      return tail;
    }
  }

  /// Waits until everything that was in the topics when the tail started has been handled.
  ///
  /// @throws IllegalStateException when that takes longer than `limit`
  public void awaitCaughtUp(Duration limit) {
    try {
      if (!caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            thread.getName() + " did not catch up within " + limit, failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + thread.getName() + " caught up", e);
    }
  }

  /// Whether the tail has handled everything that was there when it started, and is not starting
  /// over.
  public boolean isHealthy() {
    return failure == null && caughtUp.getCount() == 0;
  }

  /// Why the tail is starting over; empty while it runs.
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /// Next offset of every partition that is followed.
  public Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  /// Records that the slowest tail of this process has still to handle, by topic. The broker does
  /// not know it: tails keep their own places.
  public static Map<String, Long> waiting() {
    Map<String, Long> most = new TreeMap<>();
    OPEN.forEach(tail -> tail.behind.forEach((topic, lag) -> most.merge(topic, lag, Math::max)));
    return most;
  }

  /// Records that went to dead-letter topics.
  public long deadLetterCount() {
    return deadLetters.count();
  }

  @Override
  public void close() {
    closing = true;
    OPEN.remove(this);
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deadLetters.close();
  }

  private void run() {
    Duration pause = Pause.FIRST;
    try (consumer) {
      while (!closing) {
        try {
          follow();
        } catch (WakeupException e) {
          LOG.debug("tail closed name={}", thread.getName());
        } catch (RuntimeException e) {
          failure = e;
          LOG.error("tail failed and starts over name={}", thread.getName(), e);
          pause = Pause.then(pause);
        }
      }
    }
  }

  private void follow() {
    Map<TopicPartition, Long> ends = awaitTopics();
    failure = null;
    while (!closing) {
      if (caughtUp.getCount() > 0 && hasReached(ends)) {
        caughtUp.countDown();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      measure(records);
      if (!records.isEmpty()) {
        handle(records);
        measure(ConsumerRecords.empty());
      }
    }
  }

  /// @param inHand polled and not handled
  private void measure(ConsumerRecords<byte[], byte[]> inHand) {
    Map<String, Long> lags = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      long lag = consumer.currentLag(partition).orElse(0);
      lags.merge(partition.topic(), lag + inHand.records(partition).size(), Long::sum);
    }
    behind = Map.copyOf(lags);
  }

  /// The broker may start after us and the topics be created after that: both are waited for.
  private Map<TopicPartition, Long> awaitTopics() {
    Duration pause = Pause.FIRST;
    while (true) {
      try {
        return seekToStart();
      } catch (RetriableException e) {
        if (closing) {
          throw e;
        }
        LOG.info("waiting for topics name={} cause={}", thread.getName(), e.getMessage());
        pause = Pause.then(pause);
      }
    }
  }

  private Map<TopicPartition, Long> seekToStart() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : subscriptions.keySet()) {
      List<PartitionInfo> known = consumer.partitionsFor(topic, METADATA_TIMEOUT);
      if (known == null || known.isEmpty()) {
        throw new UnknownTopicOrPartitionException(topic + " does not exist yet");
      }
      known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Collection<TopicPartition> fromEnd = fromEnd(partitions);
    if (!fromEnd.isEmpty()) { // to Kafka an empty collection means every partition
      consumer.seekToEnd(fromEnd);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    startOffsets.forEach((partition, offset) -> {
      if (partitions.contains(partition)) {
        consumer.seek(partition, offset);
      }
    });
    positions.forEach(consumer::seek); // it is starting over
    partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    return ends;
  }

  private Collection<TopicPartition> fromEnd(List<TopicPartition> partitions) {
    List<TopicPartition> chosen = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Subscription<?> subscription = subscriptions.get(partition.topic());
      if (subscription != null
          && subscription.from() == From.END
          && !startOffsets.containsKey(partition)) {
        chosen.add(partition);
      }
    }
    return chosen;
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void handle(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      deliver(record);
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    afterBatch.accept(next);
    positions.putAll(next);
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) {
    Subscription<?> subscription = subscriptions.get(record.topic());
    if (subscription == null) {
      return;
    }
    Duration pause = Pause.FIRST;
    while (!closing) {
      try {
        subscription.deliver(record);
        return;
      } catch (RetriableException e) {
        LOG.warn("waiting to handle topic={} offset={}", record.topic(), record.offset(), e);
        pause = Pause.then(pause);
      } catch (RuntimeException e) {
        LOG.warn(
            "dead letter topic={} partition={} offset={}",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
        deadLetters.keep(record, e);
        return;
      }
    }
  }
}
