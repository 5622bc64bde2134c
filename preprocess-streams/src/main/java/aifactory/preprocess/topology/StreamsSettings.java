package aifactory.preprocess.topology;

import aifactory.contract.topic.Topics;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.KafkaSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/// What Kafka Streams needs to be exactly-once and quick. Every record becomes visible to the next
/// hop at a commit, so page → accepted takes three commits: the interval decides the latency.
public final class StreamsSettings {
  /// Also the prefix of the internal topics and the consumer group.
  public static final String APPLICATION = "preprocess";

  private static final int CACHE_BYTES = 8 * 1024 * 1024;

  private StreamsSettings() {}

  /// What differs between machines.
  ///
  /// @param nodeId fixed per node: the group gives a restarted node its partitions back
  /// @param commitMillis `PREPROCESS_COMMIT_MS`
  /// @param replication copies of internal topics
  /// @param partitions of the hops between steps: state lies in so many parts, for ever
  /// @param exactlyOnce `PREPROCESS_EXACTLY_ONCE`
  public record Knobs(
      String nodeId,
      Path stateDirectory,
      int threads,
      int commitMillis,
      short replication,
      int partitions,
      boolean exactlyOnce) {

    /// Exactly once, as it should be.
    public Knobs(
        String nodeId,
        Path stateDirectory,
        int threads,
        int commitMillis,
        short replication,
        int partitions) {
      this(nodeId, stateDirectory, threads, commitMillis, replication, partitions, true);
    }

    /// Where the sealer keeps its paragraphs.
    public Path paragraphs() {
      return stateDirectory.resolve("paragraphs");
    }
  }

  public static Properties of(KafkaSettings kafka, Knobs knobs, FlowCounters counters) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        knobs.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, knobs.commitMillis());
    // A poll must not sleep past the next commit.
    properties.put(StreamsConfig.POLL_MS_CONFIG, Math.max(5, knobs.commitMillis() / 4));
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, knobs.threads());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, knobs.stateDirectory().toString());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) knobs.replication());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksMemory.class);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    poison(properties, counters);
    clients(properties, knobs.nodeId());
    return properties;
  }

  private static void poison(Properties properties, FlowCounters counters) {
    properties.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
        Topics.CRAWL_DOCUMENTS.deadLetterName());
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        PoisonRecords.Undecodable.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonRecords.Unprocessable.class);
    properties.put(PoisonRecords.COUNTERS, counters);
  }

  private static void clients(Properties properties, String nodeId) {
    String largest = Integer.toString(KafkaSettings.MAX_REQUEST_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // A dead node's transaction must not block readers for longer.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), "10000");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), largest);
    properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largest);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), nodeId);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "6000");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "1500");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "100");
    properties.put("reconnect.backoff.max.ms", "1000");
  }
}
