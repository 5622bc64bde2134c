package aifactory.crawler.frontier;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.topic.Topics;
import aifactory.crawler.frontier.FrontierSettings.HostLimits;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.event.FetchDue;
import aifactory.event.FetchEnded;
import aifactory.event.SourceDeclared;
import aifactory.event.UrlDiscovered;
import aifactory.wire.EventSerde;
import aifactory.wire.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The frontier on a test driver, in the words of its tests.
final class FrontierFixture implements AutoCloseable {
  static final SchemaRegistry REGISTRY = SchemaRegistry.at("mock://frontier");

  /// Two at once and one a second for the world, four at once without spacing for local hosts.
  static final FrontierSettings SETTINGS =
      new FrontierSettings(
          new HostLimits(Duration.ofSeconds(1), 2),
          new HostLimits(Duration.ZERO, 4),
          new VisitPlan(Duration.ofHours(24), Duration.ofSeconds(10), 3),
          5,
          Duration.ofDays(400), // attempts get lost only in the test that is about it
          100,
          50,
          Duration.ofMillis(50));

  final TopologyTestDriver driver;
  private final TestInputTopic<String, UrlDiscovered> discovered;
  private final TestInputTopic<String, FetchEnded> outcomes;
  private final TestInputTopic<String, SourceDeclared> sources;
  private final TestOutputTopic<String, FetchDue> due;

  FrontierFixture(Path stateDirectory) {
    this(stateDirectory, SETTINGS);
  }

  FrontierFixture(Path stateDirectory, FrontierSettings settings) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "frontier-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FrontierDeadLetters.class);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FrontierDeadLetters.class);
    driver =
        new TopologyTestDriver(
            FrontierTopology.of(settings, REGISTRY),
            properties,
            Instant.parse("2026-01-01T00:00:00Z"));
    discovered = input(Topics.CRAWL_DISCOVERED);
    outcomes = input(Topics.CRAWL_OUTCOMES);
    sources = input(Topics.CRAWL_SOURCES);
    due =
        driver.createOutputTopic(
            Topics.CRAWL_DUE.name(),
            new StringDeserializer(),
            EventSerde.of(Topics.CRAWL_DUE, REGISTRY).deserializer());
  }

  private <E extends SpecificRecord> TestInputTopic<String, E> input(
      aifactory.contract.topic.Topic<E> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), EventSerde.of(topic, REGISTRY).serializer());
  }

  void discover(String... urls) {
    for (String url : urls) {
      discover(url, 0, false);
    }
  }

  void discover(String url, double priority, boolean seed) {
    discovered.pipeInput(hostOf(url), found(url, 1, priority, seed));
  }

  void discoverAtDepth(String url, int depth) {
    discovered.pipeInput(hostOf(url), found(url, depth, 0, false));
  }

  void discoverOn(String page, String... urls) {
    for (String url : urls) {
      UrlDiscovered found = found(url, 2, 0, false);
      discovered.pipeInput(hostOf(url), UrlDiscovered.newBuilder(found).setFoundOn(page).build());
    }
  }

  void discoverUnderKey(String key, String url) {
    discovered.pipeInput(key, found(url, 1, 0, false));
  }

  void discoverBytes(byte[] key, byte[] value) {
    driver
        .createInputTopic(
            Topics.CRAWL_DISCOVERED.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  private static UrlDiscovered found(String url, int depth, double priority, boolean seed) {
    return UrlDiscovered.newBuilder()
        .setUrl(url)
        .setHost(hostOf(url))
        .setSourceId("s")
        .setDepth(depth)
        .setPriority(priority)
        .setSeed(seed)
        .setDiscoveredAt(Instant.EPOCH)
        .build();
  }

  void declare(boolean active, boolean local, @Nullable Long maxPages) {
    sources.pipeInput(
        "s",
        SourceDeclared.newBuilder()
            .setSourceId("s")
            .setKind("web")
            .setAddress("http://a.org/")
            .setActive(active)
            .setLocalAllowed(local)
            .setMaxPages(maxPages)
            .setDeclaredAt(Instant.EPOCH)
            .build());
  }

  /// Lets time pass and returns what was handed out meanwhile.
  List<FetchDue> after(Duration time) {
    pass(time);
    return due.readValuesToList();
  }

  List<KeyValue<String, FetchDue>> keyedAfter(Duration time) {
    pass(time);
    return due.readKeyValuesToList();
  }

  /// In steps, because the driver's clock rings once per step however long it is.
  private void pass(Duration time) {
    long step = Math.max(50, time.toMillis() / 20);
    for (long left = time.toMillis(); left > 0; left -= step) {
      driver.advanceWallClockTime(Duration.ofMillis(Math.min(step, left)));
    }
  }

  void report(FetchDue attempt, FetchOutcome outcome) {
    report(ended(attempt, outcome).build());
  }

  void report(FetchEnded ended) {
    outcomes.pipeInput(ended.getHost(), ended);
  }

  static FetchEnded.Builder ended(FetchDue attempt, FetchOutcome outcome) {
    return FetchEnded.newBuilder()
        .setAttemptId(attempt.getAttemptId())
        .setUrl(attempt.getUrl())
        .setHost(attempt.getHost())
        .setSourceId(attempt.getSourceId())
        .setDepth(attempt.getDepth())
        .setAttempt(attempt.getAttempt())
        .setOutcome(outcome.name())
        .setStartedAt(Instant.EPOCH)
        .setEndedAt(Instant.EPOCH)
        .setNodeId("test");
  }

  long count(FrontierCount count) {
    KeyValueStore<Bytes, Map<FrontierCount, Long>> totals =
        driver.getKeyValueStore(FrontierStores.TOTALS);
    Map<FrontierCount, Long> counts = totals.get(Keys.of("partition-0"));
    return counts == null ? 0 : counts.getOrDefault(count, 0L);
  }

  /// Questions to the keeper of cycles so far.
  int lotsAsked() {
    return driver
        .createOutputTopic(
            Topics.CRAWL_ASKED.name(),
            new StringDeserializer(),
            EventSerde.of(Topics.CRAWL_ASKED, REGISTRY).deserializer())
        .readValuesToList()
        .size();
  }

  private static String hostOf(String url) {
    return CanonicalUrl.parse(url).orElseThrow().hostAndPort();
  }

  @Override
  public void close() {
    driver.close();
  }
}
