package aifactory.console.feed;

import aifactory.console.broker.FactoryBroker;
import aifactory.contract.topic.Topics;
import aifactory.wire.DeadLetters;
import aifactory.wire.UnreadableRecordException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every topic into the view. One connection and one transaction per poll: rows and offsets
/// together, so a crash repeats nothing and loses nothing. A record that cannot be read or written
/// is kept in its dead-letter topic and passed over; when Postgres or the broker is away the intake
/// waits and starts again where its offsets say.
@ApplicationScoped
public class EventIntake {
  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// In a transaction: what a batch costs beside its rows is shared by ten times the usual number.
  private static final String MOST_RECORDS = "5000";

  private static final String FETCH_BYTES = Integer.toString(24 * 1024 * 1024);

  private final FactoryBroker broker;
  private final AgroalDataSource database;
  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong poisoned = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean running;
  private volatile long lag = -1;
  private @Nullable Thread thread;

  EventIntake(FactoryBroker broker, AgroalDataSource database) {
    this.broker = broker;
    this.database = database;
  }

  /// Begins on a thread of its own.
  public synchronized void start() {
    closing = false;
    thread = Thread.ofPlatform().name("event-intake").daemon(true).start(this::run);
  }

  /// Stops after the batch in hand.
  public synchronized void stop() {
    closing = true;
    Thread waitingFor = thread;
    if (waitingFor != null) {
      try {
        waitingFor.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Whether it reads now.
  public boolean isRunning() {
    return running;
  }

  /// Events written to the view since start.
  public long applied() {
    return applied.get();
  }

  /// Records that went to a dead-letter topic since start.
  public long poisoned() {
    return poisoned.get();
  }

  /// Records not read yet; -1 before the first measurement.
  public long lag() {
    return lag;
  }

  private void run() {
    while (!closing) {
      try {
        follow();
      } catch (WakeupException e) {
        LOG.debug("intake woken");
      } catch (SQLException | RuntimeException e) {
        LOG.warn("intake stopped, starting again", e);
      }
      running = false;
      if (!closing) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void follow() throws SQLException {
    IntakeBatch batch = new IntakeBatch(broker.settings().registry(), Projections.all());
    Properties properties = broker.settings().consumer("console-intake");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
        DeadLetters deadLetters = new DeadLetters(broker.settings(), "console-intake")) {
      seek(consumer, topics(batch));
      running = true;
      while (!closing) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          apply(batch, records, deadLetters);
        }
        lag = lagOf(consumer);
      }
    }
  }

  private static List<String> topics(IntakeBatch batch) {
    List<String> topics = new ArrayList<>(batch.topics());
    Topics.ALL.forEach(topic -> topics.add(topic.deadLetterName()));
    return topics;
  }

  private void seek(KafkaConsumer<byte[], byte[]> consumer, List<String> topics)
      throws SQLException {
    Map<TopicPartition, Long> stored;
    try (Connection connection = database.getConnection()) {
      stored = IntakeOffsets.read(connection);
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Long place = stored.get(partition);
      if (place == null) {
        continue;
      }
      if (place > ends.getOrDefault(partition, 0L)) {
        LOG.error(
            "stored offset lies beyond the log, reading on from its end: the view may count records"
                + " that are gone topic={} offset={}",
            partition,
            place);
        consumer.seek(partition, ends.getOrDefault(partition, 0L));
      } else {
        consumer.seek(partition, place);
      }
    }
  }

  private void apply(
      IntakeBatch batch, ConsumerRecords<byte[], byte[]> records, DeadLetters deadLetters)
      throws SQLException {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byTopic.computeIfAbsent(record.topic(), ignored -> new ArrayList<>()).add(record);
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, List<ConsumerRecord<byte[], byte[]>>> each : byTopic.entrySet()) {
        applyTopic(connection, batch, each.getKey(), each.getValue(), deadLetters);
      }
    }
    applied.addAndGet(records.count());
  }

  private void applyTopic(
      Connection connection,
      IntakeBatch batch,
      String topic,
      List<ConsumerRecord<byte[], byte[]>> records,
      DeadLetters deadLetters)
      throws SQLException {
    try {
      applyAndMove(connection, batch, topic, records);
    } catch (UnreadableRecordException | SQLException e) {
      connection.rollback();
      if (!isPoison(e)) {
        throw e;
      }
      if (records.size() == 1) {
        pass(connection, records.getFirst(), deadLetters, e);
        return;
      }
      for (ConsumerRecord<byte[], byte[]> record : records) { // find the one
        applyTopic(connection, batch, topic, List.of(record), deadLetters);
      }
    }
  }

  private static void applyAndMove(
      Connection connection,
      IntakeBatch batch,
      String topic,
      List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    batch.apply(connection, topic, records);
    IntakeOffsets.write(connection, records);
    connection.commit();
  }

  private void pass(
      Connection connection,
      ConsumerRecord<byte[], byte[]> record,
      DeadLetters deadLetters,
      Exception error)
      throws SQLException {
    LOG.warn(
        "dead letter topic={} partition={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        error.getMessage());
    // A dead letter's dead letter would have no end; one that was kept before the view was emptied
    // is
    // not kept again: reading the log once more emits nothing.
    if (!DeadLetterRows.isDeadLetterTopic(record.topic())
        && IntakeOffsets.isFirstPoison(connection, record)) {
      deadLetters.keep(record, error);
    }
    poisoned.incrementAndGet();
    IntakeOffsets.write(connection, List.of(record));
    connection.commit();
  }

  /// Whether the record is to blame, not the database: SQL states 22 (data) and 23 (constraint).
  private static boolean isPoison(Exception error) {
    if (error instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
    return true;
  }

  private static long lagOf(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }
}
