package aifactory.preprocess.node;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.DocumentRejected;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.preprocess.Prose;
import aifactory.preprocess.rejudge.Rejudge;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class KitchenIT {
  private static final Logger LOG = LoggerFactory.getLogger(KitchenIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int DOCUMENTS = 600;

  private final KafkaSettings kafka = Testbed.attach().kafka();

  @TempDir Path home;

  @BeforeEach
  void freshTopics() {
    Testbed.attach().freshTopics();
  }

  @Test
  void aKilledProcessLosesNothingAndRepeatsNothing() throws Exception {
    Path log = Path.of("target", "kitchen-process.log");
    try (CorpusReader corpus = new CorpusReader(kafka);
        EventProducer producer = EventProducer.open(kafka, "it")) {
      Process first = KitchenProcess.start(kafka, home.resolve("state"), log);
      publish(producer, 0, DOCUMENTS / 2);
      CorpusReader.await("some accepted", PATIENCE, () -> corpus.accepted.size() > 40);
      first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      int before = corpus.accepted.size();
      publish(producer, DOCUMENTS / 2, DOCUMENTS);
      Process second = KitchenProcess.start(kafka, home.resolve("state"), log);
      try {
        CorpusReader.await(
            "all judged",
            PATIENCE,
            () -> corpus.accepted.size() + corpus.rejected.size() >= DOCUMENTS);
        CorpusReader.await(
            "all counted",
            PATIENCE,
            () ->
                corpus.totals.containsKey("all:all")
                    && corpus.totals.get("all:all").getAccepted()
                            + corpus.totals.get("all:all").getRejected()
                        == DOCUMENTS);
      } finally {
        second.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      LOG.info("killed after {} of {}", before, DOCUMENTS);

      assertThat(before).isLessThan(DOCUMENTS / 2 + 1);
      assertThat(corpus.accepted).extracting(DocumentAccepted::getVersion).doesNotHaveDuplicates();
      assertThat(
              corpus.accepted.stream().map(DocumentAccepted::getText).collect(Collectors.toSet()))
          .isEqualTo(expectedTexts());
      assertThat(corpus.rejected)
          .hasSize(DOCUMENTS / 10)
          .extracting(DocumentRejected::getReason)
          .containsOnly("EXACT_DUPLICATE");
      assertThat(corpus.retracted).isEmpty();
    }
  }

  @Test
  void ordersAndGarbageAndSealingOnARealBroker() throws Exception {
    byte[] garbage = {7, 0, 'x', (byte) 0xFF};
    try (CorpusReader corpus = new CorpusReader(kafka);
        EventProducer producer = EventProducer.open(kafka, "it")) {
      try (Kitchen kitchen = open()) {
        CorpusReader.await("ready", PATIENCE, kitchen::isReady);
        writeRaw(garbage);
        publish(producer, 0, 100);
        CorpusReader.await("judged", PATIENCE, () -> corpus.accepted.size() == 90);
        paced(producer, 100, 300);
        CorpusReader.await("judged", PATIENCE, () -> corpus.accepted.size() == 270);
        LOG.info("page to accepted, ms: {}", percentiles(corpus, 100, 300));

        Instant ordered = Instant.now();
        producer.sendAndWait(Topics.POLICY_SOURCES, "site3.example", forbid("site3.example"));
        CorpusReader.await("retracted", PATIENCE, () -> corpus.retracted.size() == 27);
        LOG.info("order to last retraction: {}", Duration.between(ordered, Instant.now()));
        CorpusReader.await(
            "sealed without it",
            PATIENCE,
            () -> !corpus.sealed.isEmpty() && corpus.sealed.getLast().getDocuments() == 243);
        assertThat(kitchen.counters().of("deadLetters")).isOne();

        kitchen.pause();
        publish(producer, 300, 310);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // several commits long
        assertThat(corpus.accepted).hasSize(270);
        kitchen.resume();
        CorpusReader.await("judged after the pause", PATIENCE, () -> corpus.accepted.size() == 279);
        CorpusReader.await(
            "sealed with them", PATIENCE, () -> corpus.sealed.getLast().getDocuments() == 252);
        judgedAgain(kitchen, producer, corpus);
      }
      DatasetSealed last = corpus.sealed.getLast();
      int versions = corpus.sealed.size();
      try (Kitchen again = open()) {
        CorpusReader.await("ready again", PATIENCE, again::isReady);
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos()); // longer than the sealing interval
        assertThat(again.sealer()).isNotNull();
        assertThat(again.sealer().sealNow()).isEmpty();
      }

      assertThat(corpus.sealed).hasSize(versions);
      assertThat(last.getWithdrawn()).containsEntry("POLICY", 27L);
      assertThat(last.getByDomain()).doesNotContainKey("site3.example");
      assertThat(last.getTrainDocuments() + last.getEvaluationDocuments()).isEqualTo(253);
      assertThat(corpus.retracted).allMatch(gone -> gone.getReason() == RetractionReason.POLICY);
      assertThat(dead()).containsExactly(garbage);
    }
  }

  /// A page that came while its domain was forbidden is not lost.
  private void judgedAgain(Kitchen kitchen, EventProducer producer, CorpusReader corpus) {
    producer.sendAndWait(Topics.POLICY_SOURCES, "late.example", forbid("late.example"));
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    DocumentFetched late =
        DocumentFetched.newBuilder(document(9000)).setUrl("https://late.example/").build();
    producer.sendAndWait(Topics.CRAWL_DOCUMENTS, late.getUrl(), late);
    CorpusReader.await("forbidden", PATIENCE, () -> corpus.saysOf(late.getUrl(), "POLICY_FORBIDS"));
    Rejudge.Selection forbidden = new Rejudge.Selection("POLICY_FORBIDS", "");
    assertThat(kitchen.rejudge().run(forbidden, false).changed()).isZero();

    producer.sendAndWait(
        Topics.POLICY_SOURCES,
        "late.example",
        PolicySet.newBuilder(forbid("late.example")).setAllowTraining(true).build());
    CorpusReader.await(
        "it is allowed", PATIENCE, () -> kitchen.rejudge().run(forbidden, true).changed() == 1);
    Rejudge.Result result = kitchen.rejudge().run(forbidden, false);
    assertThat(result.changes()).containsEntry("POLICY_FORBIDS -> ACCEPTED", 1L);
    CorpusReader.await("accepted", PATIENCE, () -> corpus.accepted.size() == 280);
    Rejudge.Selection all = new Rejudge.Selection("", "");
    assertThat(kitchen.rejudge().run(all, false).changes())
        .containsOnlyKeys("EXACT_DUPLICATE -> POLICY_FORBIDS"); // of the forbidden site
    CorpusReader.await(
        "all as it was", PATIENCE, () -> kitchen.rejudge().run(all, true).changed() == 0);
    CorpusReader.await(
        "sealed with it", PATIENCE, () -> corpus.sealed.getLast().getDocuments() == 253);
  }

  private Kitchen open() {
    return new Kitchen(
        KitchenProcess.recipe(kafka, home.resolve("state")),
        new FlowCounters(),
        InstantSource.system());
  }

  /// Every tenth document repeats the text of the one before it, at another address.
  private static DocumentFetched document(int i) {
    return DocumentFetched.newBuilder()
        .setUrl(url(i))
        .setBody(ByteBuffer.wrap(Prose.page("Page", text(i)).getBytes(StandardCharsets.UTF_8)))
        .setContentType("text/html; charset=utf-8")
        .setFetchedAt(Instant.now())
        .build();
  }

  private static String url(int i) {
    return "https://site%d.example/%d".formatted(i / 10 % 10, i);
  }

  private static String text(int i) {
    return Prose.english(600, (i % 10 == 9 ? i - 1 : i) * 9);
  }

  private static java.util.Set<String> expectedTexts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      texts.add("Page\n\n" + text(i));
    }
    return texts.stream().collect(Collectors.toSet());
  }

  private static void publish(EventProducer producer, int from, int to) {
    for (int i = from; i < to; i++) {
      var ignored = producer.send(Topics.CRAWL_DOCUMENTS, url(i), document(i));
    }
    producer.flush();
  }

  /// A hundred a second.
  private static void paced(EventProducer producer, int from, int to) {
    for (int i = from; i < to; i++) {
      var ignored = producer.send(Topics.CRAWL_DOCUMENTS, url(i), document(i));
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private static String percentiles(CorpusReader corpus, int from, int to) {
    List<Long> sorted = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Long seen = corpus.latencies.get(aifactory.contract.id.DocumentId.of(url(i)));
      if (seen != null) {
        sorted.add(seen);
      }
    }
    sorted.sort(Long::compare);
    return "n=%d p50=%d p95=%d p99=%d"
        .formatted(
            sorted.size(),
            sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() * 95 / 100),
            sorted.get(sorted.size() * 99 / 100));
  }

  private static PolicySet forbid(String domain) {
    return PolicySet.newBuilder()
        .setEventId("order-1")
        .setPattern(domain)
        .setAllowTraining(false)
        .setSetAt(Instant.now())
        .build();
  }

  private void writeRaw(byte[] bytes) throws Exception {
    Properties properties = kafka.producer("raw");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(properties)) {
      raw.send(new ProducerRecord<>(Topics.CRAWL_DOCUMENTS.name(), new byte[] {1}, bytes)).get();
    }
  }

  private List<byte[]> dead() {
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(kafka.consumer("dead"))) {
      TopicPartition only = new TopicPartition(Topics.CRAWL_DOCUMENTS.deadLetterName(), 0);
      reader.assign(List.of(only));
      reader.seekToBeginning(List.of(only));
      for (int i = 0; i < 20; i++) {
        reader.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
