package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.Split;
import aifactory.wire.EventDeserializer;
import aifactory.wire.EventSerializer;
import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Programs that are no part of the factory, as the guides show them: the marked regions are quoted
/// there, and [GuideSnippetsTest] compares.
final class ForeignClientsIT {
  private static final KafkaSettings SETTINGS = Testbed.attach().kafka();

  @BeforeAll
  static void freshTopics() {
    Testbed.attach().freshTopics();
  }

  @Test
  void aForeignProducerPutsAPageIntoTheFlow() throws Exception {
    produce(SETTINGS.bootstrapServers(), SETTINGS.registryUrl());

    DocumentFetched page = onlyEvent("crawl.documents");
    assertThat(page.getUrl()).isEqualTo("https://wiki.example.org/pumps");
    assertThat(StandardCharsets.UTF_8.decode(page.getBody()).toString()).contains("impeller");
    assertThat(page.getSourceId()).isEqualTo("foreign");
  }

  @Test
  void aForeignConsumerReadsAcceptedText() throws Exception {
    writeAccepted();

    List<String> lines = consume(SETTINGS.bootstrapServers(), SETTINGS.registryUrl());

    assertThat(lines).containsExactly("https://wiki.example.org/pumps en A pump has an impeller.");
  }

  // guide:producer
  static void produce(String broker, String registry) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker, "schema.registry.url", registry);
    EventSerializer<DocumentFetched> avro = new EventSerializer<>();
    avro.configure(settings, false);
    String html = "<h1>Pumps</h1><p>A pump has an impeller that moves the water.</p>";
    DocumentFetched page =
        DocumentFetched.newBuilder()
            .setUrl("https://wiki.example.org/pumps")
            .setContentType("text/html; charset=utf-8")
            .setBody(ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)))
            .setFetchedAt(Instant.now())
            .build();
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), avro)) {
      producer.send(new ProducerRecord<>("crawl.documents", page.getUrl(), page)).get();
    }
  }

  // guide:end

  // guide:consumer
  static List<String> consume(String broker, String registry) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker,
            "schema.registry.url", registry,
            "group.id", "my-reader",
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    EventDeserializer<DocumentAccepted> avro = new EventDeserializer<>();
    avro.configure(settings, false);
    List<String> lines = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), avro)) {
      consumer.subscribe(List.of("corpus.accepted"));
      while (lines.isEmpty()) {
        for (var document : consumer.poll(Duration.ofSeconds(1))) {
          DocumentAccepted text = document.value();
          lines.add(text.getUrl() + " " + text.getLanguage() + " " + text.getText());
        }
      }
    }
    return lines;
  }

  // guide:end

  private static DocumentFetched onlyEvent(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            SETTINGS.bootstrapServers(),
            "schema.registry.url",
            SETTINGS.registryUrl(),
            "group.id",
            "foreign-clients-test",
            "auto.offset.reset",
            "earliest");
    EventDeserializer<DocumentFetched> avro = new EventDeserializer<>();
    avro.configure(settings, false);
    try (KafkaConsumer<String, DocumentFetched> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), avro)) {
      consumer.subscribe(List.of(topic));
      Instant limit = Instant.now().plusSeconds(30);
      while (Instant.now().isBefore(limit)) {
        for (ConsumerRecord<String, DocumentFetched> found : consumer.poll(Duration.ofSeconds(1))) {
          return found.value();
        }
      }
      throw new AssertionError("nothing arrived on " + topic);
    }
  }

  private static void writeAccepted() throws Exception {
    DocumentAccepted accepted =
        DocumentAccepted.newBuilder()
            .setDocumentId("d")
            .setVersion("v")
            .setUrl("https://wiki.example.org/pumps")
            .setTitle("Pumps")
            .setText("A pump has an impeller.")
            .setLanguage("en")
            .setLanguageConfidence(0.9)
            .setQuality(0.5)
            .setWeight(1.0)
            .setSourceId("foreign")
            .setSourceType("web")
            .setDomain("wiki.example.org")
            .setLicence("unknown")
            .setSplit(Split.TRAIN)
            .setCharacters(23)
            .setUtf8Bytes(23)
            .setFetchedAt(Instant.EPOCH)
            .setAcceptedAt(Instant.EPOCH)
            .build();
    EventSerializer<DocumentAccepted> avro = new EventSerializer<>(SETTINGS.registry());
    Map<String, Object> settings = Map.of("bootstrap.servers", SETTINGS.bootstrapServers());
    try (KafkaProducer<String, DocumentAccepted> producer =
        new KafkaProducer<>(settings, new StringSerializer(), avro)) {
      producer.send(new ProducerRecord<>("corpus.accepted", "d", accepted)).get();
    }
  }
}
