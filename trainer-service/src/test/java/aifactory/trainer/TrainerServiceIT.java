package aifactory.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.event.ModelExamined;
import aifactory.event.PartitionRange;
import aifactory.event.Split;
import aifactory.testbed.Testbed;
import aifactory.trainer.dataset.InMemoryCorpusLog;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service as a process of its own, against a real broker and registry: a dataset goes
/// in, a checkpoint, a bundle, an alias and a score come out; after `kill -9` it goes on.
@Timeout(240)
final class TrainerServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  @TempDir Path home;

  private final List<ModelCheckpointed> checkpoints = new CopyOnWriteArrayList<>();
  private final List<ModelBundled> bundles = new CopyOnWriteArrayList<>();
  private final List<ModelEvaluated> evaluations = new CopyOnWriteArrayList<>();
  private final List<ModelExamined> examinations = new CopyOnWriteArrayList<>();
  private final List<AliasMoved> aliases = new CopyOnWriteArrayList<>();

  @Test
  void makesModelsOfASealedDatasetAndGoesOnAfterKillMinus9() throws Exception {
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    publishDataset(testbed);
    int port = freePort();
    Process service = start(testbed, port);
    try (EventTail ignored = follow(testbed)) {
      await(() -> !evaluations.isEmpty());
      assertThat(aliases.getFirst().getBundleId()).isEqualTo(bundles.getFirst().getBundleId());
      assertThat(evaluations.getFirst().getScore()).isBetween(0.4, 1.0);
      assertThat(get(port, "/q/health/ready")).contains("UP");
      assertThat(get(port, "/api/training"))
          .contains("\"phase\"", "ds-it", "\"model_size\":\"nano\"")
          .as("the profile's names of the reference system")
          .contains(
              "\"device\"",
              "\"cpu_cores\"",
              "\"total_ram_gb\"",
              "\"available_ram_gb\"",
              "\"train_seq_len\"",
              "\"train_batch_size\"",
              "\"max_generate_tokens\"",
              "\"max_crawler_workers\"",
              "\"pytorch_cpu_threads\"");

      whatACommandFoundIsKept(testbed);

      service.destroyForcibly().waitFor();
      long before = checkpoints.getLast().getStep();
      service = start(testbed, port);
      await(() -> checkpoints.getLast().getStep() >= before + 10);
      assertThat(checkpoints)
          .extracting(ModelCheckpointed::getRunId)
          .containsOnly(checkpoints.getFirst().getRunId());

      service.destroy();
      assertThat(service.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isEqualTo(143); // ended by SIGTERM, not by a crash on the way
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  /// `EVAL_SAVE_TO_DB=1 ./factory eval` with the bundle and the evaluation set of the service.
  private void whatACommandFoundIsKept(Testbed testbed) throws Exception {
    ModelBundled bundle = bundles.getFirst();
    Path store = home.resolve("models");
    String set = evaluations.getFirst().getEvaluationSetHash();
    List<String> words =
        List.of(
            "aifactory.trainer.command.TrainerCommand",
            "eval",
            "--model",
            store.resolve(bundle.getLocation()).toString(),
            "--set",
            store.resolve("evaluation").resolve(set + ".json").toString(),
            "--per-language",
            "5");
    // Not on the command line: ONNX Runtime cannot bear one of 4,096 bytes.
    String classPath = System.getProperty("java.class.path");
    Process command = java(testbed, words, Map.of("CLASSPATH", classPath, "EVAL_SAVE_TO_DB", "1"));
    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(command.exitValue()).isZero();

    await(() -> !examinations.isEmpty());
    ModelExamined kept = examinations.getFirst();
    assertThat(kept.getCheckpointHash()).isEqualTo(bundle.getCheckpointHash());
    assertThat(kept.getModel()).isEqualTo(bundle.getBundleId());
    assertThat(kept.getItems()).isPositive();
    assertThat(kept.getTasks()).containsKeys("average", "average.chance");
  }

  private static void publishDataset(Testbed testbed) {
    Map<Integer, Long> ends = new HashMap<>();
    try (EventProducer producer = EventProducer.open(testbed.kafka(), "it")) {
      for (int i = 0; i < 60; i++) {
        DocumentAccepted document =
            InMemoryCorpusLog.document(
                "http://site.example/" + i,
                ("Page " + i + " says that the log keeps every step. ").repeat(8),
                i % 5 == 4 ? Split.EVALUATION : Split.TRAIN,
                1);
        var sent = producer.sendAndWait(Topics.CORPUS_ACCEPTED, document.getDocumentId(), document);
        ends.merge(sent.partition(), sent.offset() + 1, Math::max);
      }
      producer.sendAndWait(Topics.DATASET_SEALED, "ds-it", sealed(ends));
    }
  }

  private static DatasetSealed sealed(Map<Integer, Long> ends) {
    return DatasetSealed.newBuilder()
        .setDatasetId("ds-it")
        .setNumber(1)
        .setAccepted(
            ends.entrySet().stream()
                .map(end -> new PartitionRange(end.getKey(), 0L, end.getValue()))
                .toList())
        .setConfigurationHash("test")
        .setDocuments(60)
        .setTrainDocuments(48)
        .setEvaluationDocuments(12)
        .setCharacters(20_000)
        .setUtf8Bytes(20_000)
        .setContentHash("test")
        .setCause("command")
        .setSealedAt(Instant.EPOCH)
        .build();
  }

  private Process java(Testbed testbed, List<String> words, Map<String, String> settings)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-Xmx384m");
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(home.toFile()).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(Path.of("target", "trainer-it.log").toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("FACTORY_HOME", home.toString());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", testbed.kafka().bootstrapServers());
    environment.put("SCHEMA_REGISTRY_URL", testbed.kafka().registryUrl());
    environment.putAll(settings);
    return builder.start();
  }

  private Process start(Testbed testbed, int port) throws IOException {
    Path packaged = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    return java(
        testbed,
        List.of("-jar", packaged.toString()),
        Map.ofEntries(
            Map.entry("TRAINER_PORT", Integer.toString(port)),
            Map.entry("AUTO_TUNE", "0"), // the same model on every machine
            Map.entry("TRAIN_MIN_CHARS_TO_START", "1000"),
            Map.entry("TRAIN_VOCAB_SIZE", "320"),
            Map.entry("TRAIN_N_LAYER", "2"),
            Map.entry("TRAIN_N_HEAD", "2"),
            Map.entry("TRAIN_N_EMBD", "32"),
            Map.entry("TRAIN_SEQ_LEN", "32"),
            Map.entry("TRAIN_STEPS_PER_CYCLE", "10"),
            Map.entry("EARLY_STOPPING_PATIENCE", "1000000"),
            Map.entry("PYTORCH_CPU_THREADS", "1")));
  }

  private EventTail follow(Testbed testbed) {
    return EventTail.named("it-follow", testbed.kafka())
        .on(Topics.MODEL_CHECKPOINTED, EventTail.From.START, got -> checkpoints.add(got.event()))
        .on(Topics.MODEL_BUNDLED, EventTail.From.START, got -> bundles.add(got.event()))
        .on(Topics.MODEL_EVALUATED, EventTail.From.START, got -> evaluations.add(got.event()))
        .on(Topics.MODEL_EXAMINED, EventTail.From.START, got -> examinations.add(got.event()))
        .on(Topics.MODEL_ALIASES, EventTail.From.START, got -> aliases.add(got.event()))
        .start();
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(100_000_000);
    }
  }
}
