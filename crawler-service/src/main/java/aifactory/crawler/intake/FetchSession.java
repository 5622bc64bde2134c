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
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private long lastCommit = System.nanoTime();
  private volatile int inHand;

  /// @param attempted null when the record led to nothing: unreadable or stale
  private record Done(TopicPartition partition, long offset, @Nullable Attempted attempted) {}

  private FetchSession(KafkaSettings kafka, FetchLoop.Terms terms, FetchLoop.Work work) {
    this.terms = terms;
    this.work = work;
    String member = terms.nodeId() + "-fetch";
    Properties properties = kafka.groupConsumer(terms.groupId(), member);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MAX_POLL_RECORDS));
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
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

  /// Takes what is due, publishes what has ended.
  void turn() {
    if (work.running().getAsBoolean() && window.inHand() < terms.maxInHand()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      take(record);
    }
    if (System.nanoTime() - lastCommit >= terms.commitEvery().toNanos()) {
      publish();
    }
    inHand = window.inHand();
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
    attempts.execute(() -> attempt(partition, record.offset(), target));
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

  /// Before partitions go, what has ended is published; the rest of them is another's.
  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      publish();
      window.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      window.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        work.assigned().run();
      }
    }
  }

  @Override
  public void close() {
    attempts.shutdownNow();
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    publisher.close();
    deadLetters.close();
  }
}
