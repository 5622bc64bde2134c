package aifactory.walk;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.CommandAcknowledged;
import aifactory.event.CommandResult;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.JobProgressed;
import aifactory.event.NodeBeat;
import aifactory.event.NodeLogged;
import aifactory.event.NodeState;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.SourceDeclared;
import aifactory.event.Split;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Facts of a large factory: documents over many domains, verdicts on others, points of training
/// runs, nodes with what they acknowledged and logged, sources, dataset versions.
final class ConsoleLoad implements AutoCloseable {
  private static final int DOMAINS = 2000;
  private static final int NODES = 100;
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

  /// Points of some training runs, in turn.
  void points(int number, int runs) {
    for (int i = 0; i < number; i++) {
      String job = "walk-train-" + i % runs;
      producer.send(
          Topics.JOB_PROGRESSED,
          job,
          JobProgressed.newBuilder()
              .setJobId(job)
              .setKind("TRAIN")
              .setNodeId("trainer-1")
              .setPhase("training")
              .setStep(i / runs)
              .setMetrics(Map.of("loss", 5.0 - 4.0 * i / number, "tokens", i * 1024.0))
              .setMessage("")
              .setProgressedAt(Instant.now())
              .build());
    }
    producer.flush();
  }

  /// Acknowledgements of orders by nodes, a tenth as many lines of logs, and a hundredth as many
  /// dataset versions and sources.
  ///
  /// @return how many events these are
  int history(int acknowledgements) {
    Instant now = Instant.now();
    for (int i = 0; i < acknowledgements; i++) {
      producer.send(
          Topics.NODE_ACKNOWLEDGED,
          node(i),
          CommandAcknowledged.newBuilder()
              .setCommandId("walk-command-" + i / NODES)
              .setNodeId(node(i))
              .setOutcome(CommandResult.DONE)
              .setState("RUNNING")
              .setAcknowledgedAt(now)
              .build());
    }
    for (int i = 0; i < acknowledgements / 10; i++) {
      producer.send(
          Topics.NODE_LOGS,
          node(i),
          NodeLogged.newBuilder()
              .setNodeId(node(i))
              .setLevel(i % 50 == 0 ? "WARN" : "INFO")
              .setLogger("walk")
              .setMessage("line " + i)
              .setLoggedAt(now)
              .build());
    }
    for (int i = 0; i < acknowledgements / 100; i++) {
      String domain = "host%d.example".formatted(i % DOMAINS);
      producer.send(
          Topics.DATASET_SEALED,
          "walk-dataset-" + i,
          DatasetSealed.newBuilder()
              .setDatasetId("walk-dataset-" + i)
              .setNumber(i + 1)
              .setConfigurationHash("walk")
              .setDocuments(i)
              .setTrainDocuments(i)
              .setEvaluationDocuments(0)
              .setCharacters(i)
              .setUtf8Bytes(i)
              .setByOrigin(Map.of("web " + domain, (long) i))
              .setContentHash(Sha256.hex("walk " + i))
              .setCause("documents")
              .setSealedAt(now)
              .build());
      producer.send(
          Topics.CRAWL_SOURCES,
          "walk-source-" + i,
          SourceDeclared.newBuilder()
              .setSourceId("walk-source-" + i)
              .setKind("web")
              .setAddress("https://" + domain + "/" + i)
              .setActor("walk")
              .setDeclaredAt(now)
              .build());
    }
    producer.flush();
    return acknowledgements + acknowledgements / 10 + 2 * (acknowledgements / 100);
  }

  private static String node(int number) {
    return "walk-node-" + number % NODES;
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
