package aifactory.trainer.loop;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.event.AliasMoved;
import aifactory.event.ExaminedItem;
import aifactory.event.LanguageScore;
import aifactory.event.ModelBundled;
import aifactory.event.ModelEvaluated;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.DerivedLicence;
import aifactory.trainer.evaluation.BitsPerByte;
import aifactory.trainer.evaluation.EvaluationSet;
import aifactory.trainer.evaluation.task.EvaluationReport;
import aifactory.trainer.evaluation.task.Examination;
import aifactory.trainer.evaluation.task.Examinee;
import aifactory.trainer.evaluation.task.Task;
import aifactory.trainer.evaluation.task.TaskBattery;
import aifactory.trainer.export.BundleNextToken;
import aifactory.trainer.export.BundleOrder;
import aifactory.trainer.export.ExportedBundle;
import aifactory.trainer.export.MatrixStorage;
import aifactory.trainer.export.OnnxExporter;
import aifactory.trainer.export.OnnxScorer;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.tokenizer.TextEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes bundles and scores them, and words what is announced of them. A score is taken through the
/// bundle that would be served, never through the trainer's own weights.
final class Showroom {
  private static final Logger LOG = LoggerFactory.getLogger(Showroom.class);
  private static final int KINDS = 2; // next sentence, last word
  private static final int MAX_ITEMS = 5_000; // an event has at most 1 MiB
  private static final long SEED = 1; // of ./factory eval too

  private final Workshop workshop;
  private final LoopSettings.Bundles settings;
  private final OnnxExporter exporter;

  Showroom(Workshop workshop, LoopSettings.Bundles settings) {
    this.workshop = workshop;
    this.settings = settings;
    this.exporter =
        new OnnxExporter(
            workshop.modelStore(),
            workshop.engine(),
            settings.quantized() ? MatrixStorage.INT8 : MatrixStorage.FP32);
  }

  /// A bundle that can be scored.
  record Exhibit(String bundleId, String checkpointHash, String location) {
    private static final Pattern BUNDLE_ID = Pattern.compile("[0-9a-f]{64}");

    /// A bundle that lies in the model store; its manifest names its checkpoint.
    static Optional<Exhibit> inStore(Path modelStore, String bundleId) {
      if (!BUNDLE_ID.matcher(bundleId).matches()) {
        return Optional.empty();
      }
      String location = BundleLayout.location(bundleId);
      Path manifest = BundleLayout.resolve(modelStore, location).resolve(BundleLayout.MANIFEST);
      try {
        JsonNode lineage =
            CanonicalJson.read(Files.readString(manifest), JsonNode.class).path("lineage");
        return Optional.of(
            new Exhibit(bundleId, lineage.path("checkpoint_hash").asText(), location));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  ModelBundled bundle(Checkpoint checkpoint, String tokenizerJson) {
    RunNotes notes = RunNotes.read(checkpoint.trainingConfiguration());
    ExportedBundle exported =
        exporter.export(checkpoint, tokenizerJson, order(checkpoint, notes.domains()));
    return ModelBundled.newBuilder()
        .setBundleId(exported.bundleId())
        .setCheckpointHash(checkpoint.hash())
        .setRunId(checkpoint.runId())
        .setModelName(checkpoint.model().name())
        .setLocation(exported.location())
        .setPrecision(settings.quantized() ? "int8" : "fp32")
        .setStep(checkpoint.state().step())
        .setParameters(checkpoint.model().parameters())
        .setContextTokens(checkpoint.model().contextTokens())
        .setParityError(exported.parity().largestDifference())
        .setParityPassed(exported.parity().passed())
        .setDatasetIds(
            checkpoint.journal().stream().map(entry -> entry.datasetId()).distinct().toList())
        .setDomains(List.copyOf(notes.domains()))
        .setOrigins(notes.knownOrigins())
        .setBundledAt(workshop.clock().instant())
        .build();
  }

  private BundleOrder order(Checkpoint checkpoint, List<String> domains) {
    String size = checkpoint.model().name();
    return new BundleOrder(
        ArtifactName.automatic(
            NodeType.INFERENCE, "lm", size, checkpoint.runId(), workshop.clock().instant()),
        "v1",
        size,
        null,
        List.of(SpecialToken.END_OF_TEXT.id(), SpecialToken.TURN_END.id()),
        null,
        domains,
        checkpoint.journal().stream().map(entry -> entry.datasetId()).distinct().toList(),
        DerivedLicence.of(checkpoint),
        "none",
        Map.of("kind", "every cycle"),
        DataPreparation.of(workshop.datasets(), checkpoint),
        workshop.clock().instant());
  }

  AliasMoved latest(ModelBundled bundle) {
    return AliasMoved.newBuilder()
        .setAlias("latest")
        .setBundleId(bundle.getBundleId())
        .setCheckpointHash(bundle.getCheckpointHash())
        .setLocation(bundle.getLocation())
        .setStep(bundle.getStep())
        .setActor("trainer")
        .setMovedAt(workshop.clock().instant())
        .build();
  }

  /// Scores a bundle on a set that is not empty.
  ModelEvaluated evaluate(Exhibit exhibit, EvaluationSet set, String requestedBy) {
    Path directory = BundleLayout.resolve(workshop.modelStore(), exhibit.location());
    try (TextEncoder encoder = TextEncoder.open(directory.resolve(BundleLayout.TOKENIZER))) {
      BitsPerByte.Result result = score(directory, encoder, set);
      List<Examination.Outcome> outcomes = examine(directory, encoder, set);
      return evaluated(exhibit, set, result, outcomes, requestedBy);
    }
  }

  private BitsPerByte.Result score(Path bundle, TextEncoder encoder, EvaluationSet set) {
    try (OnnxScorer scorer = OnnxScorer.open(bundle, workshop.engine().threads())) {
      return BitsPerByte.of(set, text -> surprise(scorer, encoder, text));
    }
  }

  /// The task battery, beside the score: it decides nothing.
  private List<Examination.Outcome> examine(Path bundle, TextEncoder encoder, EvaluationSet set) {
    List<Task> tasks =
        TaskBattery.of(set, Math.ceilDiv(settings.taskItemsPerLanguage(), KINDS), SEED);
    if (tasks.isEmpty()) {
      return List.of();
    }
    long begun = System.nanoTime();
    try (BundleNextToken model = new BundleNextToken(bundle, workshop.engine().threads())) {
      Examinee examinee =
          new Examinee(model, spelling(encoder), Set.of(SpecialToken.END_OF_TEXT.id()));
      List<Examination.Outcome> outcomes =
          tasks.stream().map(task -> Examination.ask(examinee, task)).toList();
      EvaluationReport report = EvaluationReport.of(outcomes);
      LOG.info(
          "tasks asked items={} accuracy={} chance={} tooLong={} seconds={}",
          report.all().items(),
          report.all().accuracyByByte(),
          report.all().chance(),
          report.all().tooLong(),
          (System.nanoTime() - begun) / 1e9);
      return outcomes;
    }
  }

  private static Examinee.Spelling spelling(TextEncoder encoder) {
    return new Examinee.Spelling() {
      @Override
      public int[] ids(String text) {
        return encoder.encode(text);
      }

      @Override
      public String text(int[] ids) {
        return encoder.decode(ids);
      }
    };
  }

  private static BitsPerByte.Surprise surprise(
      OnnxScorer scorer, TextEncoder encoder, String text) {
    int[] ids =
        IntStream.concat(
                IntStream.of(SpecialToken.END_OF_TEXT.id()), IntStream.of(encoder.encode(text)))
            .toArray();
    OnnxScorer.Score score = scorer.score(ids);
    return new BitsPerByte.Surprise(score.nats(), score.tokens());
  }

  private ModelEvaluated evaluated(
      Exhibit exhibit,
      EvaluationSet set,
      BitsPerByte.Result result,
      List<Examination.Outcome> outcomes,
      String requestedBy) {
    return ModelEvaluated.newBuilder()
        .setEvaluationId(evaluationId(exhibit.bundleId(), set))
        .setBundleId(exhibit.bundleId())
        .setCheckpointHash(exhibit.checkpointHash())
        .setEvaluationSetHash(set.hash())
        .setEvaluationDocuments(set.documents().size())
        .setScore(result.score())
        .setBitsPerByte(result.bitsPerByte())
        .setPerplexity(result.perplexity())
        .setByLanguage(result.byLanguage().stream().map(Showroom::worded).toList())
        .setTasks(outcomes.isEmpty() ? Map.of() : EvaluationReport.of(outcomes).accuracies())
        .setItems(outcomes.stream().limit(MAX_ITEMS).map(Showroom::worded).toList())
        // A bundle that failed its parity check was never published: it could not be opened here.
        .setParityPassed(true)
        .setSelfTestPassed(Double.isFinite(result.bitsPerByte()))
        .setRequestedBy(requestedBy)
        .setEvaluatedAt(workshop.clock().instant())
        .build();
  }

  /// The same bundle on the same set is the same evaluation.
  static String evaluationId(String bundleId, EvaluationSet set) {
    return "ev-" + Sha256.hex(bundleId + set.hash()).substring(0, 16);
  }

  private static ExaminedItem worded(Examination.Outcome outcome) {
    Task.Label label = outcome.task().label();
    return ExaminedItem.newBuilder()
        .setId(label.id())
        .setCategory(label.category())
        .setLanguage(label.language())
        .setCorrect(outcome.correctByByte() == 1)
        .setTooLong(outcome.tooLong())
        .build();
  }

  private static LanguageScore worded(BitsPerByte.LanguagePart part) {
    return LanguageScore.newBuilder()
        .setLanguage(part.language())
        .setDocuments(part.documents())
        .setBytes(part.bytes())
        .setBitsPerByte(part.bitsPerByte())
        .setScore(part.score())
        .build();
  }
}
