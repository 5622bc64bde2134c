package aifactory.crawler.frontier;

import aifactory.wire.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running frontier: configuration, life and counts.
public final class FrontierStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrontierStreams.class);

  private final KafkaStreams streams;

  /// @param applicationId name of the consumer group and of the changelogs
  /// @param instanceId fixed per node: a restarted node has its partitions back at once
  /// @param commit time between transactions: what was handed out becomes visible then
  public record Terms(
      String applicationId,
      String instanceId,
      Path stateDirectory,
      Duration commit,
      int replicationFactor) {}

  /// @param onDeath called when the frontier has ended by an error and will not come back by itself
  public FrontierStreams(
      KafkaSettings kafka, Terms terms, FrontierSettings settings, Runnable onDeath) {
    streams =
        new KafkaStreams(FrontierTopology.of(settings, kafka.registry()), properties(kafka, terms));
    streams.setUncaughtExceptionHandler(failure -> {
      LOG.error("frontier thread failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    streams.setStateListener((now, before) -> {
      LOG.info("frontier state={}", now);
      if (now == KafkaStreams.State.ERROR) {
        onDeath.run();
      }
    });
  }

  private static Properties properties(KafkaSettings kafka, Terms terms) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, terms.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, terms.stateDirectory().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, terms.commit().toMillis());
    properties.put(StreamsConfig.POLL_MS_CONFIG, 20);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, terms.replicationFactor());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FrontierDeadLetters.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FrontierDeadLetters.class);
    properties.put(StreamsConfig.consumerPrefix("group.instance.id"), terms.instanceId());
    properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
    properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1500);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    properties.put(StreamsConfig.consumerPrefix("fetch.max.wait.ms"), 50);
    properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 10000);
    properties.put(StreamsConfig.producerPrefix("linger.ms"), 2);
    properties.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    return properties;
  }

  public void start() {
    streams.start();
  }

  /// Name of the state that Kafka Streams is in.
  public String state() {
    return streams.state().name();
  }

  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /// Whether it runs or is on the way to it.
  public boolean isAlive() {
    return streams.state().isRunningOrRebalancing()
        || streams.state() == KafkaStreams.State.CREATED;
  }

  /// Counts over this process's partitions; empty while they move.
  public Optional<Map<FrontierCount, Long>> counts() {
    Map<FrontierCount, Long> sum = new EnumMap<>(FrontierCount.class);
    try (KeyValueIterator<Bytes, Map<FrontierCount, Long>> partitions = totals().all()) {
      partitions.forEachRemaining(
          partition -> partition.value.forEach((count, n) -> sum.merge(count, n, Long::sum)));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return Optional.empty();
    }
    return Optional.of(sum);
  }

  private ReadOnlyKeyValueStore<Bytes, Map<FrontierCount, Long>> totals() {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
            FrontierStores.TOTALS, QueryableStoreTypes.keyValueStore()));
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(5));
  }
}
