package aifactory.crawler.intake;

import aifactory.contract.topic.Topics;
import aifactory.crawler.publish.AttemptPublisher;
import aifactory.crawler.publish.Attempted;
import aifactory.event.DocumentFetched;
import aifactory.event.FetchDue;
import aifactory.wire.DeadLetters;
import aifactory.wire.EventDeserializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One consumer and one transactional producer from start to failure. Used by the loop's thread;
/// attempts run on virtual threads and hand their results back through a queue.
final class FetchSession implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(4);
  private static final int MAX_POLL_RECORDS = 100;

  /// A transaction holds this many body bytes at most, give or take one body.
  private static final long MAX_BATCH_BYTES = 32L << 20;

  private final FetchLoop.Terms terms;
  private final FetchLoop.Work work;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AttemptPublisher publisher;
  private final DeadLetters deadLetters;
  private final EventDeserializer<FetchDue> reading;
  private final AcknowledgementWindow window = new AcknowledgementWindow();
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<TopicPartition, Map<Long, Future<?>>> underWay = new HashMap<>();
  private final BatchPause pause;
  private long lastCommit = System.nanoTime();
  private volatile int inHand;
  private volatile boolean taking = true;

  /// @param attempted null when the record led to nothing: unreadable or stale
  private record Done(TopicPartition partition, long offset, @Nullable Attempted attempted) {}

  private FetchSession(KafkaSettings kafka, FetchLoop.Terms terms, FetchLoop.Work work) {
    this.terms = terms;
    this.work = work;
    this.pause = new BatchPause(terms.batchPause(), System::nanoTime);
    String member = terms.nodeId() + "-fetch";
    Properties properties = kafka.groupConsumer(terms.groupId(), member);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MAX_POLL_RECORDS));
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    // Who comes takes its share from the others; nobody gives up what it keeps.
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    this.publisher = new AttemptPublisher(kafka, member);
    this.deadLetters = new DeadLetters(kafka, member);
    this.reading = new EventDeserializer<>(kafka.registry(), Topics.CRAWL_DUE.schema());
    this.consumer = new KafkaConsumer<>(properties);
  }

  static FetchSession open(KafkaSettings kafka, FetchLoop.Terms terms, FetchLoop.Work work) {
    FetchSession session = new FetchSession(kafka, terms, work);
    session.consumer.subscribe(List.of(Topics.CRAWL_DUE.name()), session.new Ownership());
    return session;
  }

  int inHand() {
    return inHand;
  }

  /// Whether nothing is in hand and the last turn took nothing because it was not to.
  boolean isEmpty() {
    return !taking && inHand == 0;
  }

  /// Takes what is due, publishes what has ended.
  void turn() {
    boolean running = work.running().getAsBoolean();
    if (running && pause.isOver() && window.inHand() < terms.maxInHand()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    work.moves().owned().confirm();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      take(record);
    }
    if (System.nanoTime() - lastCommit >= terms.commitEvery().toNanos()) {
      publish();
    }
    inHand = window.inHand();
    taking = running;
  }

  /// Lets attempts in hand end for a while and publishes them; the rest is made again after the
  /// next start.
  void finish() {
    attempts.shutdown();
    try {
      if (!attempts.awaitTermination(LAST_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
        attempts.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publish();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    window.taken(partition, record.offset());
    FetchDue due;
    try {
      due = reading.deserialize(record.topic(), record.value());
    } catch (UnreadableRecordException e) {
      deadLetters.keep(record, e);
      work.counters().add("deadLetters", 1);
      due = null;
    }
    if (due == null || isStale(due)) {
      done.add(new Done(partition, record.offset(), null));
      return;
    }
    FetchDue target = due;
    if (!work.local().test(due)) {
      pause.begin();
    }
    Future<?> made = attempts.submit(() -> attempt(partition, record.offset(), target));
    underWay.computeIfAbsent(partition, any -> new HashMap<>()).put(record.offset(), made);
  }

  private boolean isStale(FetchDue due) {
    boolean stale = due.getDueAt().plus(terms.lease()).isBefore(work.clock().instant());
    if (stale) {
      work.counters().add("stale", 1);
    }
    return stale;
  }

  private void attempt(TopicPartition partition, long offset, FetchDue due) {
    Instant started = work.clock().instant();
    Attempted attempted;
    try {
      attempted = work.attempt().make(due);
    } catch (InterruptedException e) {
      return; // closing: made again after the next start
    } catch (RuntimeException e) {
      attempted = work.fault().of(due, started, e);
    }
    done.add(new Done(partition, offset, attempted));
  }

  private void publish() {
    lastCommit = System.nanoTime();
    while (!done.isEmpty()) {
      List<Attempted> batch = new ArrayList<>();
      long bytes = 0;
      for (Done next = done.poll(); next != null; next = done.poll()) {
        Map<Long, Future<?>> others = underWay.get(next.partition());
        if (others != null) {
          others.remove(next.offset());
        }
        if (!window.done(next.partition(), next.offset()) || next.attempted() == null) {
          continue;
        }
        batch.add(next.attempted());
        DocumentFetched document = next.attempted().document();
        bytes += document == null ? 0 : document.getBody().remaining();
        if (bytes > MAX_BATCH_BYTES) {
          break;
        }
      }
      publisher.publish(batch, window.positions(), consumer.groupMetadata());
      work.counters().add("published", batch.size());
    }
  }

  /// What is not over is made by another: here it is given up, that nobody is asked by two.
  private void giveUp(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Map<Long, Future<?>> left = underWay.remove(partition);
      if (left != null) {
        left.values().forEach(attempt -> attempt.cancel(true));
      }
    }
    window.forget(partitions);
    Set<TopicPartition> kept = new HashSet<>(consumer.assignment());
    kept.removeAll(partitions);
    work.moves().owned().set(kept);
    work.moves().gone().run();
  }

  /// Before partitions go, what has ended is published; the rest of them is another's.
  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      publish();
      giveUp(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      giveUp(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        work.moves().coming().run();
      }
      work.moves().owned().set(consumer.assignment());
    }
  }

  @Override
  public void close() {
    attempts.shutdownNow();
    work.moves().owned().set(List.of());
    work.moves().gone().run();
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    publisher.close();
    deadLetters.close();
  }
}
