package aifactory.walk;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.JobProgressed;
import aifactory.event.NodeBeat;
import aifactory.event.NodeState;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.Split;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Facts of a large factory: documents over many domains, verdicts on others, points of training
/// runs, nodes.
final class ConsoleLoad implements AutoCloseable {
  private static final int DOMAINS = 2000;
  private static final int RUNS = 10;
  private static final List<String> LANGUAGES = List.of("en", "ja", "de", "fr");

  private final EventProducer producer;

  ConsoleLoad(KafkaSettings kafka) {
    this.producer = EventProducer.open(kafka, "walk-console");
  }

  void documents(int number) {
    Instant now = Instant.now();
    for (int i = 0; i < number; i++) {
      String domain = "host%d.example".formatted(i % DOMAINS);
      String url = page(i);
      String id = Sha256.hex(url);
      producer.send(
          Topics.CORPUS_ACCEPTED,
          id,
          DocumentAccepted.newBuilder()
              .setDocumentId(id)
              .setVersion(id)
              .setUrl(url)
              .setTitle("Page " + i)
              .setText("Text of page " + i)
              .setLanguage(LANGUAGES.get(i % LANGUAGES.size()))
              .setLanguageConfidence(0.9)
              .setQuality(0.5)
              .setWeight(1.0)
              .setDomain(domain)
              .setLicence("unknown")
              .setSourceId("source-" + i % 50)
              .setSourceType("web")
              .setSplit(Split.TRAIN)
              .setCharacters(20)
              .setUtf8Bytes(20)
              .setFetchedAt(now)
              .setAcceptedAt(now)
              .build());
    }
    producer.flush();
  }

  /// Documents that did not become corpus, and of those that did as many withdrawn.
  void verdicts(int number) {
    Instant now = Instant.now();
    for (int i = 0; i < number; i++) {
      String domain = "host%d.example".formatted(i % DOMAINS);
      String refused = "https://%s/refused/%d".formatted(domain, i);
      producer.send(
          Topics.CORPUS_REJECTED,
          Sha256.hex(refused),
          DocumentRejected.newBuilder()
              .setDocumentId(Sha256.hex(refused))
              .setUrl(refused)
              .setReason(i % 3 == 0 ? "TOO_SHORT" : "EXACT_DUPLICATE")
              .setMeasure(80.0)
              .setThreshold(120.0)
              .setSourceId("source-" + i % 50)
              .setSourceType("web")
              .setDomain(domain)
              .setFetchedAt(now)
              .setRejectedAt(now)
              .build());
      String withdrawn = page(i);
      producer.send(
          Topics.CORPUS_RETRACTED,
          Sha256.hex(withdrawn),
          RetractionRegistered.newBuilder()
              .setDocumentId(Sha256.hex(withdrawn))
              .setVersion(Sha256.hex(withdrawn))
              .setInForce(true)
              .setReason(RetractionReason.POLICY)
              .setCause("walk")
              .setUrl(withdrawn)
              .setDomain(domain)
              .setRegisteredAt(now)
              .build());
    }
    producer.flush();
  }

  /// Address of a document.
  static String page(int number) {
    return "https://host%d.example/page/%d".formatted(number % DOMAINS, number);
  }

  void points(int number) {
    for (int i = 0; i < number; i++) {
      String job = "walk-train-" + i % RUNS;
      producer.send(
          Topics.JOB_PROGRESSED,
          job,
          JobProgressed.newBuilder()
              .setJobId(job)
              .setKind("TRAIN")
              .setNodeId("trainer-1")
              .setPhase("training")
              .setStep(i / RUNS)
              .setMetrics(Map.of("loss", 5.0 - 4.0 * i / number, "tokens", i * 1024.0))
              .setMessage("")
              .setProgressedAt(Instant.now())
              .build());
    }
    producer.flush();
  }

  void beats(int nodes) {
    for (int i = 0; i < nodes; i++) {
      producer.send(
          Topics.NODE_HEARTBEATS,
          "walk-node-" + i,
          NodeBeat.newBuilder()
              .setNodeId("walk-node-" + i)
              .setNodeType("sensing")
              .setService("crawler")
              .setState(NodeState.RUNNING)
              .setHost("walk")
              .setPid(i)
              .setCounters(Map.of("fetched", (long) i))
              .setStartedAt(Instant.now())
              .setBeatAt(Instant.now())
              .build());
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
