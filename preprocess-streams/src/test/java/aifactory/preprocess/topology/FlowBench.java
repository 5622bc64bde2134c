package aifactory.preprocess.topology;

import aifactory.contract.policy.PolicyTable;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.document.Language;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.judge.JudgingSteps;
import aifactory.preprocess.language.ScriptFirstIdentifier;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.rejudge.JudgedAgain;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.wire.EventSerde;
import aifactory.wire.KafkaSettings;
import aifactory.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The topology on a bench: no broker, an in-memory registry, documents in, events out.
final class FlowBench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int PARTITIONS = Topics.CRAWL_DOCUMENTS.partitions();
  private static final KafkaSettings SETTINGS = new KafkaSettings("none:1", "mock://flow");

  final AtomicReference<PolicyTable> policies = new AtomicReference<>(PolicyTable.EMPTY);
  final FlowCounters counters = new FlowCounters();
  private final SchemaRegistry registry = SETTINGS.registry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> documents;
  private final EventSerde<DocumentFetched> fetched =
      EventSerde.of(Topics.CRAWL_DOCUMENTS, registry);

  private final @Nullable MinHash near;

  FlowBench(Path state) {
    this(state, null);
  }

  /// @param near null = near-duplicates are not looked for
  FlowBench(Path state, @Nullable MinHash near) {
    this.near = near;
    Properties properties =
        StreamsSettings.of(
            SETTINGS,
            new StreamsSettings.Knobs("bench", state, 1, 100, (short) 1, PARTITIONS),
            counters);
    driver = new TopologyTestDriver(topology(), properties, NOON);
    documents =
        driver.createInputTopic(
            Topics.CRAWL_DOCUMENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Topology topology() {
    PolicyGate gate = new PolicyGate(policies::get);
    JudgingSettings settings = JudgingSettings.DEFAULTS;
    // Languages without a script of their own are the model's business, not the flow's.
    JudgingSteps steps =
        new JudgingSteps(settings, new ScriptFirstIdentifier(text -> new Language("en", 1)), gate);
    PreprocessTopology.Duplicates duplicates =
        new PreprocessTopology.Duplicates(settings.dedup(), near);
    return new PreprocessTopology(steps, gate, duplicates, counters, registry, PARTITIONS).build();
  }

  void fetch(String url, String html) {
    fetch(url, html, Map.of(), NOON);
  }

  void fetch(String url, String html, Map<String, String> consent, Instant at) {
    documents.pipeInput(record(url, html, consent, at));
  }

  void fetch(String url, byte[] body, String contentType) {
    documents.pipeInput(record(url, body, contentType, Map.of(), NOON));
  }

  /// The same bytes through the flow again, because today's rules judge them otherwise.
  void judgeAgain(String url, String html) {
    TestRecord<byte[], byte[]> record = record(url, html, Map.of(), NOON);
    JudgedAgain.mark(record.headers());
    documents.pipeInput(record);
  }

  private TestRecord<byte[], byte[]> record(
      String url, String html, Map<String, String> consent, Instant at) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    return record(url, body, "text/html; charset=utf-8", consent, at);
  }

  private TestRecord<byte[], byte[]> record(
      String url, byte[] body, String contentType, Map<String, String> consent, Instant at) {
    DocumentFetched event =
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.wrap(body))
            .setContentType(contentType)
            .setConsent(consent)
            .setFetchedAt(at)
            .build();
    return new TestRecord<>(
        url.getBytes(StandardCharsets.UTF_8),
        fetched.writing().serialize(Topics.CRAWL_DOCUMENTS.name(), event),
        new RecordHeaders());
  }

  void garbage(byte[] bytes) {
    documents.pipeInput("k".getBytes(StandardCharsets.UTF_8), bytes);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  <E extends SpecificRecord> List<E> read(Topic<E> topic) {
    TestOutputTopic<String, E> output =
        driver.createOutputTopic(
            topic.name(), new StringDeserializer(), EventSerde.of(topic, registry).deserializer());
    return output.readValuesToList();
  }

  List<byte[]> dead() {
    return driver
        .createOutputTopic(
            Topics.CRAWL_DOCUMENTS.deadLetterName(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readValuesToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
