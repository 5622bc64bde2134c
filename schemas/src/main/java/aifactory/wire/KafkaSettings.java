package aifactory.wire;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Where the broker and the registry are, and the client settings that exactly-once needs. The only
/// place where client properties are made.
///
/// @param bootstrapServers `KAFKA_BOOTSTRAP_SERVERS`
/// @param registryUrl `SCHEMA_REGISTRY_URL`: Confluent-compatible API, or `mock://name` inside one
///   JVM
public record KafkaSettings(String bootstrapServers, String registryUrl) {
  /// Largest record of any topic, plus room for headers.
  public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  private static final String TRANSACTION_TIMEOUT_MS = "10000";

  /// From the environment, with the ports that `./factory up` uses as defaults.
  public static KafkaSettings fromEnvironment() {
    return new KafkaSettings(
        System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
        System.getenv()
            .getOrDefault("SCHEMA_REGISTRY_URL", "http://127.0.0.1:8081/apis/ccompat/v7"));
  }

  /// The registry of these settings.
  public SchemaRegistry registry() {
    return SchemaRegistry.at(registryUrl);
  }

  /// An idempotent producer that waits for all replicas.
  public Properties producer(String clientId) {
    Properties properties = client(clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "2");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, EventSerializer.class);
    properties.put(EventSerializer.REGISTRY_URL, registryUrl);
    return properties;
  }

  /// A transactional producer. The id must be fixed per node, so that a restarted node fences its
  /// dead predecessor; the timeout is short, because a dead transaction blocks `read_committed`
  /// readers.
  public Properties transactionalProducer(String transactionalId) {
    Properties properties = producer(transactionalId);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    return properties;
  }

  /// A `read_committed` consumer of raw bytes without automatic commits: decoding is ours, so that
  /// a record that does not decode can be kept whole in its dead-letter topic.
  public Properties consumer(String clientId) {
    Properties properties = client(clientId);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
    properties.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  /// A consumer that shares partitions with others of its group. Static membership and a short
  /// session let a restarted node have its partitions back within seconds.
  public Properties groupConsumer(String groupId, String memberId) {
    Properties properties = consumer(memberId);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, memberId);
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");
    return properties;
  }

  /// An administration client that gives up an attempt soon, so that its caller can say what it
  /// waits for.
  public Properties admin(String clientId) {
    Properties properties = client(clientId);
    properties.put("default.api.timeout.ms", "10000");
    properties.put("request.timeout.ms", "5000");
    return properties;
  }

  private Properties client(String clientId) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("client.id", clientId);
    properties.put("reconnect.backoff.max.ms", "1000");
    return properties;
  }
}
