package aifactory.preprocess.topology;

import aifactory.contract.policy.PolicyTable;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.preprocess.document.Language;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.judge.JudgingSteps;
import aifactory.preprocess.language.ScriptFirstIdentifier;
import aifactory.preprocess.policy.PolicyGate;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/// The topology on a bench: no broker, an in-memory registry, documents in, events out.
final class FlowBench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final KafkaSettings SETTINGS = new KafkaSettings("none:1", "mock://flow");

  final AtomicReference<PolicyTable> policies = new AtomicReference<>(PolicyTable.EMPTY);
  final FlowCounters counters = new FlowCounters();
  private final SchemaRegistry registry = SETTINGS.registry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> documents;
  private final EventSerde<DocumentFetched> fetched =
      EventSerde.of(Topics.CRAWL_DOCUMENTS, registry);

  FlowBench(Path state) {
    Properties properties =
        StreamsSettings.of(
            SETTINGS, new StreamsSettings.Knobs("bench", state, 1, 100, (short) 1), counters);
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
    return new PreprocessTopology(steps, gate, settings.dedup(), counters, registry).build();
  }

  void fetch(String url, String html) {
    fetch(url, html, Map.of(), NOON);
  }

  void fetch(String url, String html, Map<String, String> consent, Instant at) {
    DocumentFetched event =
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)))
            .setContentType("text/html; charset=utf-8")
            .setConsent(consent)
            .setFetchedAt(at)
            .build();
    documents.pipeInput(
        url.getBytes(StandardCharsets.UTF_8),
        fetched.writing().serialize(Topics.CRAWL_DOCUMENTS.name(), event));
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
