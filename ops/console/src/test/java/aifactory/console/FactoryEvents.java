package aifactory.console;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.CommandAcknowledged;
import aifactory.event.CommandResult;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.DocumentRejected;
import aifactory.event.ExaminedItem;
import aifactory.event.FetchEnded;
import aifactory.event.GenerationServed;
import aifactory.event.JobProgressed;
import aifactory.event.JournalEntry;
import aifactory.event.LanguageScore;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.event.NodeBeat;
import aifactory.event.NodeLogged;
import aifactory.event.NodeState;
import aifactory.event.PartitionRange;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.SourceDeclared;
import aifactory.event.Split;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Events as the other services write them, for tests and for looking at the page.
public final class FactoryEvents implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// As trainers tell it: the names of the reference system.
  private static final Map<String, String> PROFILE =
      Map.of(
          "device", "cpu",
          "cpu_cores", "2",
          "total_ram_gb", "23.5",
          "available_ram_gb", "9.1",
          "model_size", "nano",
          "train_seq_len", "256",
          "train_batch_size", "6",
          "max_generate_tokens", "192",
          "max_crawler_workers", "4",
          "pytorch_cpu_threads", "2");

  private final KafkaSettings settings;
  private final EventProducer producer;

  public FactoryEvents(KafkaSettings settings) {
    this.settings = settings;
    this.producer = EventProducer.open(settings, "test-events");
  }

  /// A bundle that learned from some domains.
  public void bundle(String bundleId, boolean parity, String... domains) {
    bundle(bundleId, parity, List.of(domains), List.of());
  }

  /// A bundle that learned from some source types and domains.
  public void bundleOf(String bundleId, List<String> origins) {
    List<String> domains =
        origins.stream()
            .map(origin -> origin.substring(origin.indexOf(' ') + 1))
            .distinct()
            .toList();
    bundle(bundleId, true, domains, origins);
  }

  /// A bundle of one checkpoint.
  public void bundleDrawnFrom(String bundleId, String checkpoint, String domain) {
    bundle(bundleId, checkpoint, true, List.of("ds-1"), List.of(domain), List.of());
  }

  /// The same of known dataset versions.
  public void bundleDrawnFrom(
      String bundleId, String checkpoint, List<String> datasetIds, String domain) {
    bundle(bundleId, checkpoint, true, datasetIds, List.of(domain), List.of());
  }

  private void bundle(String bundleId, boolean parity, List<String> domains, List<String> origins) {
    bundle(
        bundleId, Sha256.hex("checkpoint " + bundleId), parity, List.of("ds-1"), domains, origins);
  }

  private void bundle(
      String bundleId,
      String checkpoint,
      boolean parity,
      List<String> datasetIds,
      List<String> domains,
      List<String> origins) {
    producer.sendAndWait(
        Topics.MODEL_BUNDLED,
        bundleId,
        ModelBundled.newBuilder()
            .setBundleId(bundleId)
            .setCheckpointHash(checkpoint)
            .setRunId("run-1")
            .setModelName("nano")
            .setLocation("bundles/" + bundleId)
            .setPrecision("fp32")
            .setStep(1000)
            .setParameters(1_070_000)
            .setContextTokens(256)
            .setParityError(1e-5)
            .setParityPassed(parity)
            .setDatasetIds(datasetIds)
            .setDomains(domains)
            .setOrigins(origins)
            .setBundledAt(Instant.now())
            .build());
  }

  /// The trainer's newest bundle.
  public void latest(String bundleId, long step) {
    producer.send(
        Topics.MODEL_ALIASES,
        "latest",
        AliasMoved.newBuilder()
            .setAlias("latest")
            .setBundleId(bundleId)
            .setCheckpointHash(Sha256.hex("checkpoint " + bundleId))
            .setLocation("bundles/" + bundleId)
            .setStep(step)
            .setActor("trainer")
            .setMovedAt(Instant.now())
            .build());
  }

  /// An evaluation of a bundle.
  public void evaluation(String evaluationId, String bundleId, String setHash, double score) {
    producer.sendAndWait(
        Topics.MODEL_EVALUATED,
        bundleId,
        ModelEvaluated.newBuilder()
            .setEvaluationId(evaluationId)
            .setBundleId(bundleId)
            .setCheckpointHash(Sha256.hex("checkpoint " + bundleId))
            .setEvaluationSetHash(setHash)
            .setEvaluationDocuments(120)
            .setScore(score)
            .setBitsPerByte(8 * (1 - score))
            .setPerplexity(40)
            .setByLanguage(
                List.of(
                    new LanguageScore("en", 90L, 100_000L, 8 * (1 - score), score),
                    new LanguageScore("ja", 30L, 40_000L, 8 * (1 - score) - 0.1, score + 0.0125)))
            .setTasks(Map.of("copy", 0.5))
            .setItems(
                List.of(
                    new ExaminedItem("copy-en-1", "copy", "en", true, false),
                    new ExaminedItem("copy-en-2", "copy", "en", false, false)))
            .setParityPassed(true)
            .setSelfTestPassed(true)
            .setEvaluatedAt(Instant.now())
            .build());
  }

  /// A sample site, as the user declared it.
  public void source(String host) {
    producer.send(
        Topics.CRAWL_SOURCES,
        "web-" + host,
        SourceDeclared.newBuilder()
            .setSourceId("web-" + host)
            .setKind("web")
            .setAddress("http://" + host + ":8180/")
            .setLocalAllowed(true)
            .setActor("admin")
            .setDeclaredAt(Instant.now())
            .build());
  }

  /// A fetch that ended.
  public void fetch(int number, String host, String outcome) {
    producer.send(
        Topics.CRAWL_OUTCOMES,
        host,
        FetchEnded.newBuilder()
            .setAttemptId("attempt-" + number)
            .setUrl("http://" + host + "/page/" + number)
            .setHost(host)
            .setSourceId("web-" + host)
            .setDepth(1)
            .setAttempt(1)
            .setOutcome(outcome)
            .setHttpStatus(200)
            .setBytes(12_000)
            .setStartedAt(START)
            .setEndedAt(Instant.now())
            .setNodeId("crawler-1")
            .build());
  }

  /// A document that was accepted.
  public void accepted(int number, String host, String language, String title) {
    accepted(number, host, language, title, "web");
  }

  /// The same of a source of some type.
  public void accepted(int number, String host, String language, String title, String sourceType) {
    String url = "http://" + host + "/page/" + number;
    producer.send(
        Topics.CORPUS_ACCEPTED,
        Sha256.hex(url),
        DocumentAccepted.newBuilder()
            .setDocumentId(Sha256.hex(url))
            .setVersion(Sha256.hex("version " + url))
            .setUrl(url)
            .setTitle(title)
            .setText("The text of page " + number + ".")
            .setLanguage(language)
            .setLanguageConfidence(0.99)
            .setQuality(0.8)
            .setWeight(1)
            .setSourceId(sourceType + "-" + host)
            .setSourceType(sourceType)
            .setDomain(host)
            .setLicence("unknown")
            .setSplit(Split.TRAIN)
            .setCharacters(2400)
            .setUtf8Bytes(3100)
            .setFetchedAt(START)
            .setAcceptedAt(Instant.now())
            .build());
  }

  /// A dataset version by what it holds.
  ///
  /// @param byOrigin source type and domain → documents
  public void datasetOf(String datasetId, int number, Map<String, Long> byOrigin) {
    long documents = byOrigin.values().stream().mapToLong(Long::longValue).sum();
    producer.sendAndWait(
        Topics.DATASET_SEALED,
        datasetId,
        DatasetSealed.newBuilder()
            .setDatasetId(datasetId)
            .setNumber(number)
            .setConfigurationHash("c")
            .setDocuments(documents)
            .setTrainDocuments(documents)
            .setEvaluationDocuments(0)
            .setCharacters(documents)
            .setUtf8Bytes(documents)
            .setByOrigin(byOrigin)
            .setBySource(summed(byOrigin, 0))
            .setByDomain(summed(byOrigin, 1))
            .setContentHash(Sha256.hex(datasetId))
            .setCause("command")
            .setSealedAt(Instant.now())
            .build());
  }

  private static Map<String, Long> summed(Map<String, Long> byOrigin, int part) {
    return byOrigin.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().split(" ")[part], Map.Entry::getValue, Long::sum));
  }

  /// A document that was fetched and accepted, with its bytes in the log.
  public void page(String url, String host, String title, String html, String text) {
    RecordMetadata raw =
        producer.sendAndWait(
            Topics.CRAWL_DOCUMENTS,
            url,
            DocumentFetched.newBuilder()
                .setUrl(url)
                .setBody(ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)))
                .setContentType("text/html; charset=utf-8")
                .setSourceId("web-" + host)
                .setConsent(Map.of("robots", "all"))
                .setFetchedAt(START)
                .build());
    producer.sendAndWait(
        Topics.CORPUS_ACCEPTED,
        Sha256.hex(url),
        DocumentAccepted.newBuilder()
            .setDocumentId(Sha256.hex(url))
            .setVersion(Sha256.hex("version " + url))
            .setUrl(url)
            .setTitle(title)
            .setText(text)
            .setLanguage("en")
            .setLanguageConfidence(0.99)
            .setQuality(0.71)
            .setWeight(1)
            .setSourceId("web-" + host)
            .setSourceType("web")
            .setDomain(host)
            .setLicence("cc-by-4.0")
            .setSplit(Split.TRAIN)
            .setCharacters(text.length())
            .setUtf8Bytes(text.length())
            .setRawPartition(raw.partition())
            .setRawOffset(raw.offset())
            .setFetchedAt(START)
            .setAcceptedAt(Instant.now())
            .build());
  }

  /// Bytes that no reader understands, kept as a dead letter of a topic.
  public void deadLetter(Topic<?> topic, byte[] bytes) {
    Properties properties = settings.producer("dead-letters");
    properties.put("value.serializer", ByteArraySerializer.class);
    try (KafkaProducer<String, byte[]> dead = new KafkaProducer<>(properties)) {
      ProducerRecord<String, byte[]> letter =
          new ProducerRecord<>(topic.deadLetterName(), "key-1", bytes);
      letter.headers().add("dead.reader", "a test".getBytes(StandardCharsets.UTF_8));
      letter.headers().add("dead.error", "UNREADABLE".getBytes(StandardCharsets.UTF_8));
      letter
          .headers()
          .add("dead.message", "<b onclick=alert(1)>no event</b>".getBytes(StandardCharsets.UTF_8));
      dead.send(letter);
    }
  }

  /// A record on a topic that is no event.
  public void garbage(Topic<?> topic) {
    Properties properties = settings.producer("garbage");
    properties.put("value.serializer", ByteArraySerializer.class);
    try (KafkaProducer<String, byte[]> garbage = new KafkaProducer<>(properties)) {
      garbage.send(new ProducerRecord<>(topic.name(), "key-1", new byte[] {7, 7, 7}));
    }
  }

  /// A line of a node's log.
  public void line(String nodeId, String level, String message) {
    producer.send(
        Topics.NODE_LOGS,
        nodeId,
        NodeLogged.newBuilder()
            .setNodeId(nodeId)
            .setLevel(level)
            .setLogger("aifactory.crawler.fetch.HttpFetcher")
            .setMessage(message)
            .setLoggedAt(Instant.now())
            .build());
  }

  /// A document that was rejected.
  public void rejected(int number, String host, String reason) {
    String url = "http://" + host + "/page/" + number;
    producer.send(
        Topics.CORPUS_REJECTED,
        Sha256.hex(url),
        DocumentRejected.newBuilder()
            .setDocumentId(Sha256.hex(url))
            .setUrl(url)
            .setReason(reason)
            .setMeasure(80.0)
            .setThreshold(120.0)
            .setSourceId("web-" + host)
            .setSourceType("web")
            .setDomain(host)
            .setFetchedAt(START)
            .setRejectedAt(Instant.now())
            .build());
  }

  /// The id of the dataset version of a number.
  public static String datasetAt(int number) {
    return "ds-" + Sha256.hex("dataset " + number).substring(0, 16);
  }

  /// A sealed dataset version.
  public void dataset(int number, long documents) {
    producer.send(
        Topics.DATASET_SEALED,
        "ds-" + number,
        DatasetSealed.newBuilder()
            .setDatasetId(datasetAt(number))
            .setNumber(number)
            .setConfigurationHash("c")
            .setDocuments(documents)
            .setTrainDocuments(documents * 95 / 100)
            .setEvaluationDocuments(documents * 5 / 100)
            .setCharacters(documents * 2400)
            .setUtf8Bytes(documents * 3100)
            .setByLanguage(Map.of("en", documents * 3 / 4, "ja", documents / 4))
            .setWithdrawn(number > 2 ? Map.of("POLICY", 12L) : Map.of())
            .setContentHash(Sha256.hex("content " + number))
            .setCause(number == 3 ? "retraction" : "documents")
            .setSealedAt(Instant.now())
            .build());
  }

  /// A dataset version over the beginning of one partition.
  public void datasetOver(String datasetId, int number, int partition, long end) {
    producer.sendAndWait(
        Topics.DATASET_SEALED,
        datasetId,
        DatasetSealed.newBuilder()
            .setDatasetId(datasetId)
            .setNumber(number)
            .setAccepted(List.of(new PartitionRange(partition, 0L, end)))
            .setConfigurationHash("c")
            .setDocuments(end)
            .setTrainDocuments(end)
            .setEvaluationDocuments(0)
            .setCharacters(end)
            .setUtf8Bytes(end)
            .setContentHash(Sha256.hex(datasetId))
            .setCause("command")
            .setSealedAt(Instant.now())
            .build());
  }

  /// A version of a page is withdrawn, or allowed again.
  public void retraction(
      String url, String domain, RetractionReason reason, String cause, boolean inForce) {
    retraction(url, domain, reason, cause, inForce, null);
  }

  /// The same of a version that was accepted at a known time.
  public void retraction(
      String url,
      String domain,
      RetractionReason reason,
      String cause,
      boolean inForce,
      @Nullable Instant acceptedAt) {
    producer.sendAndWait(
        Topics.CORPUS_RETRACTED,
        Sha256.hex(url),
        RetractionRegistered.newBuilder()
            .setDocumentId(Sha256.hex(url))
            .setVersion(Sha256.hex("version " + url))
            .setInForce(inForce)
            .setReason(reason)
            .setCause(cause)
            .setUrl(url)
            .setDomain(domain)
            .setAcceptedAt(acceptedAt)
            .setRegisteredAt(Instant.now())
            .build());
  }

  /// Progress of the training job.
  public void progress(long step, double loss, double validationLoss) {
    progress("train-1", step, loss, validationLoss);
  }

  /// Progress of a training job.
  public void progress(String jobId, long step, double loss, double validationLoss) {
    boolean validated = step % 25 == 0;
    Map<String, Double> metrics =
        validated
            ? Map.of("loss", loss, "validationLoss", validationLoss, "tokens", step * 1024.0)
            : Map.of(
                "loss",
                loss,
                "tokens",
                step * 1024.0,
                "epoch",
                step / 400.0,
                "tokensPerSecond",
                9000.0,
                "learningRate",
                3e-3 * Math.min(1, (step + 1) / 100.0),
                "gradientNorm",
                1.0 + 1.0 / (1 + step));
    producer.send(
        Topics.JOB_PROGRESSED,
        jobId,
        JobProgressed.newBuilder()
            .setJobId(jobId)
            .setKind("TRAIN")
            .setNodeId(Showcase.NODES.get(2))
            .setPhase("training")
            .setStep(step)
            .setMetrics(metrics)
            .setMessage("nano")
            .setProgressedAt(Instant.now())
            .build());
  }

  /// A checkpoint.
  public void checkpoint(long step) {
    checkpoint(step, "ds-1");
  }

  /// A checkpoint that was drawn from a dataset version.
  public void checkpoint(long step, String datasetId) {
    checkpoint(step, datasetId, null);
  }

  /// The hash of the checkpoint at a step.
  public static String checkpointAt(long step) {
    return Sha256.hex("checkpoint at " + step);
  }

  /// A checkpoint that was trained on from another.
  public void checkpoint(long step, String datasetId, @Nullable String parent) {
    String hash = checkpointAt(step);
    producer.send(
        Topics.MODEL_CHECKPOINTED,
        hash,
        ModelCheckpointed.newBuilder()
            .setCheckpointHash(hash)
            .setRunId("run-1")
            .setLocation("checkpoints/" + hash)
            .setStep(step)
            .setTokensSeen(step * 1024)
            .setJournal(List.of(new JournalEntry(0L, datasetId)))
            .setTokenizerHash(Sha256.hex("tokenizer"))
            .setModelConfiguration("{}")
            .setConfigurationHash(Sha256.hex("configuration"))
            .setParentCheckpointHash(parent)
            .setParameters(1_070_000)
            .setSeed(42)
            .setTrainLoss(3.1)
            .setTrainingTokens(
                Map.of("web www.preview.example", 4321L, "web en.samples.localhost", 900L))
            .setCheckpointedAt(Instant.now())
            .build());
  }

  /// A node's heartbeat.
  public void beat(String nodeId, String type, String service, NodeState state, long resident) {
    producer.sendAndWait(
        Topics.NODE_HEARTBEATS,
        nodeId,
        NodeBeat.newBuilder()
            .setNodeId(nodeId)
            .setNodeType(type)
            .setService(service)
            .setState(state)
            .setHost("here")
            .setPid(1)
            .setCpuLoad(0.31)
            .setResidentBytes(resident)
            .setFreeMemoryBytes(9_000_000_000L)
            .setCounters(Map.of("work", 7L))
            .setProfile(service.equals("trainer") ? PROFILE : Map.of())
            .setCapabilities(service.equals("trainer") ? List.of("train", "evaluate") : List.of())
            .setStartedAt(START)
            .setBeatAt(Instant.now())
            .build());
  }

  /// A trainer's heartbeat that tells how many records of a topic wait for it.
  public void behind(String nodeId, Topic<?> topic, long records) {
    producer.sendAndWait(
        Topics.NODE_HEARTBEATS,
        nodeId,
        NodeBeat.newBuilder()
            .setNodeId(nodeId)
            .setNodeType("trainer")
            .setService("trainer")
            .setState(NodeState.RUNNING)
            .setHost("here")
            .setPid(1)
            .setCpuLoad(0)
            .setResidentBytes(1)
            .setFreeMemoryBytes(1)
            .setWaiting(Map.of(topic.name(), records))
            .setStartedAt(START)
            .setBeatAt(Instant.now())
            .build());
  }

  /// A crawler's heartbeat at a time.
  public void beat(String nodeId, String type, Instant at) {
    producer.sendAndWait(
        Topics.NODE_HEARTBEATS,
        nodeId,
        NodeBeat.newBuilder()
            .setNodeId(nodeId)
            .setNodeType(type)
            .setService("crawler")
            .setState(NodeState.RUNNING)
            .setHost("here")
            .setPid(1)
            .setCpuLoad(0)
            .setResidentBytes(1)
            .setFreeMemoryBytes(1)
            .setCounters(Map.of())
            .setStartedAt(at)
            .setBeatAt(at)
            .build());
  }

  /// A node's acknowledgement.
  public void acknowledge(String commandId, String nodeId) {
    producer.sendAndWait(
        Topics.NODE_ACKNOWLEDGED,
        nodeId,
        CommandAcknowledged.newBuilder()
            .setCommandId(commandId)
            .setNodeId(nodeId)
            .setOutcome(CommandResult.DONE)
            .setState("RUNNING")
            .setAcknowledgedAt(Instant.now())
            .build());
  }

  /// An answer that was given.
  public void answer(int number) {
    producer.send(
        Topics.GENERATION_SERVED,
        "request-" + number,
        GenerationServed.newBuilder()
            .setRequestId("request-" + number)
            .setEndpoint("/v1/chat/completions")
            .setPromptTokens(20)
            .setCompletionTokens(60)
            .setLatencyMillis(900)
            .setFinishReason("stop")
            .setServedAt(Instant.now())
            .build());
  }

  @Override
  public void close() {
    producer.flush();
    producer.close();
  }
}
