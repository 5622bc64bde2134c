package aifactory.console.feed;

import aifactory.console.gate.Decided;
import aifactory.contract.topic.Topics;
import aifactory.event.FetchEnded;
import aifactory.event.GenerationServed;
import aifactory.event.JobFinished;
import aifactory.event.JobProgressed;
import aifactory.event.JobRequested;
import aifactory.event.JournalEntry;
import aifactory.event.NodeSetting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The catalogue: what each topic means for the view. Adding to the view is a table in a migration
/// and an entry here.
final class Projections {
  private static final int SAMPLES = 200;

  private Projections() {}

  static List<Projection<?>> all() {
    return Stream.of(
            crawl(),
            CorpusProjections.accepted(),
            CorpusProjections.rejected(),
            CorpusProjections.state(),
            datasets(),
            jobs(),
            checkpoints(),
            bundles(),
            decisions(),
            artifacts(),
            answers(),
            nodes(),
            commands())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Projection<?>> crawl() {
    return List.of(
        Register.of(Topics.CRAWL_SOURCES, "view.source")
            .key("source_id", e -> e.getSourceId())
            .set("kind", e -> e.getKind())
            .set("address", e -> e.getAddress())
            .set("scope", e -> e.getScope())
            .set("schedule", e -> e.getSchedule())
            .set("weight", e -> e.getWeight())
            .set("licence", e -> e.getLicence())
            .set("local_allowed", e -> e.getLocalAllowed())
            .set("max_pages", e -> e.getMaxPages())
            .set("active", e -> e.getActive())
            .set("actor", e -> e.getActor())
            .set("declared_at", e -> e.getDeclaredAt()),
        Tally.of(Topics.CRAWL_OUTCOMES, "view.crawl_count", FetchEnded::getEndedAt)
            .by("source_id", e -> e.getSourceId())
            .by("host", e -> e.getHost())
            .by("outcome", e -> e.getOutcome())
            .sum("bytes", e -> e.getBytes()),
        Samples.of(Topics.CRAWL_OUTCOMES, "view.fetch_sample", "ended_at", 5 * SAMPLES)
            .set("source_id", e -> e.getSourceId())
            .set("url", e -> e.getUrl())
            .set("outcome", e -> e.getOutcome())
            .set("http_status", e -> e.getHttpStatus())
            .set("detail", e -> e.getDetail())
            .set("bytes", e -> e.getBytes())
            .set("ended_at", e -> e.getEndedAt()),
        Tally.of(Topics.CRAWL_OUTCOMES, "view.stage", FetchEnded::getEndedAt)
            .by("stage", e -> "FETCHED".equals(e.getOutcome()) ? "fetched" : "not_fetched"));
  }

  private static List<Projection<?>> datasets() {
    return List.of(
        Register.of(Topics.DATASET_SEALED, "view.dataset")
            .key("dataset_id", e -> e.getDatasetId())
            .set("number", e -> e.getNumber())
            .set("parent_id", e -> e.getParentId())
            .set("documents", e -> e.getDocuments())
            .set("train_documents", e -> e.getTrainDocuments())
            .set("evaluation_documents", e -> e.getEvaluationDocuments())
            .set("characters", e -> e.getCharacters())
            .set("utf8_bytes", e -> e.getUtf8Bytes())
            .set("masked_documents", e -> e.getMaskedDocuments())
            .set("masked_paragraphs", e -> e.getMaskedParagraphs())
            .set("masked_utf8_bytes", e -> e.getMaskedUtf8Bytes())
            .json("by_source", e -> e.getBySource())
            .json("by_domain", e -> e.getByDomain())
            .json("by_origin", e -> e.getByOrigin())
            .json("by_language", e -> e.getByLanguage())
            .json("by_licence", e -> e.getByLicence())
            .json("withdrawn", e -> e.getWithdrawn())
            .json("rejected", e -> e.getRejected())
            .set("configuration_hash", e -> e.getConfigurationHash())
            .set("content_hash", e -> e.getContentHash())
            .set("cause", e -> e.getCause())
            .set("sealed_at", e -> e.getSealedAt()));
  }

  private static List<Projection<?>> jobs() {
    return List.of(
        Register.of(Topics.JOB_REQUESTED, "view.job")
            .only(request -> !request.getCancelled())
            .key("job_id", JobRequested::getJobId)
            .set("kind", JobRequested::getKind)
            .json("parameters", JobRequested::getParameters)
            .set("actor", JobRequested::getActor)
            .set("requested_at", JobRequested::getRequestedAt),
        Register.of(Topics.JOB_REQUESTED, "view.job")
            .only(JobRequested::getCancelled)
            .key("job_id", JobRequested::getJobId)
            .set("kind", JobRequested::getKind)
            .set("cancelled_by", JobRequested::getActor)
            .set("cancelled_at", JobRequested::getRequestedAt),
        Register.of(Topics.JOB_PROGRESSED, "view.job")
            .key("job_id", JobProgressed::getJobId)
            .set("kind", JobProgressed::getKind)
            .set("node_id", JobProgressed::getNodeId)
            .set("phase", JobProgressed::getPhase)
            .set("step", JobProgressed::getStep)
            .set("total_steps", JobProgressed::getTotalSteps)
            .json("metrics", JobProgressed::getMetrics)
            .set("message", JobProgressed::getMessage)
            .set("progressed_at", JobProgressed::getProgressedAt),
        new TrainingCurve(),
        Register.of(Topics.JOB_FINISHED, "view.job")
            .key("job_id", JobFinished::getJobId)
            .set("kind", JobFinished::getKind)
            .set("node_id", JobFinished::getNodeId)
            .set("outcome", JobFinished::getOutcome)
            .set("error", JobFinished::getError)
            .json("results", JobFinished::getResults)
            .set("finished_at", JobFinished::getFinishedAt));
  }

  private static List<Projection<?>> checkpoints() {
    return List.of(
        Register.of(Topics.MODEL_CHECKPOINTED, "view.checkpoint")
            .key("checkpoint_hash", e -> e.getCheckpointHash())
            .set("run_id", e -> e.getRunId())
            .set("location", e -> e.getLocation())
            .set("step", e -> e.getStep())
            .set("tokens_seen", e -> e.getTokensSeen())
            .set("tokenizer_hash", e -> e.getTokenizerHash())
            .set("parameters", e -> e.getParameters())
            .set("train_loss", e -> e.getTrainLoss())
            .set("validation_loss", e -> e.getValidationLoss())
            .json("training_tokens", e -> e.getTrainingTokens())
            .set("initial_validation_loss", e -> e.getInitialValidationLoss())
            .json("journal", e -> e.getJournal().toString())
            .set("model_configuration", e -> e.getModelConfiguration())
            .set("training_configuration", e -> e.getTrainingConfiguration())
            .set("configuration_hash", e -> e.getConfigurationHash())
            .set("parent_checkpoint_hash", e -> e.getParentCheckpointHash())
            .set("dataset_id", e -> newestDataset(e.getJournal()))
            .set("dataset_tokens", e -> e.getDatasetTokens())
            .set("evaluation_tokens", e -> e.getEvaluationTokens())
            .set("seed", e -> e.getSeed())
            .set("checkpointed_at", e -> e.getCheckpointedAt()));
  }

  private static @Nullable String newestDataset(List<JournalEntry> journal) {
    return journal.isEmpty() ? null : journal.getLast().getDatasetId();
  }

  private static List<Projection<?>> bundles() {
    return List.of(
        Register.of(Topics.MODEL_BUNDLED, "view.bundle")
            .key("bundle_id", e -> e.getBundleId())
            .set("checkpoint_hash", e -> e.getCheckpointHash())
            .set("run_id", e -> e.getRunId())
            .set("model_name", e -> e.getModelName())
            .set("location", e -> e.getLocation())
            .set("\"precision\"", e -> e.getPrecision())
            .set("step", e -> e.getStep())
            .set("parameters", e -> e.getParameters())
            .set("context_tokens", e -> e.getContextTokens())
            .set("parity_error", e -> e.getParityError())
            .set("parity_passed", e -> e.getParityPassed())
            .set("dataset_ids", e -> e.getDatasetIds())
            .set("domains", e -> e.getDomains())
            .set("bundled_at", e -> e.getBundledAt()),
        Register.of(Topics.MODEL_EVALUATED, "view.evaluation")
            .key("evaluation_id", e -> e.getEvaluationId())
            .set("bundle_id", e -> e.getBundleId())
            .set("checkpoint_hash", e -> e.getCheckpointHash())
            .set("evaluation_set_hash", e -> e.getEvaluationSetHash())
            .set("evaluation_documents", e -> e.getEvaluationDocuments())
            .set("score", e -> e.getScore())
            .set("bits_per_byte", e -> e.getBitsPerByte())
            .set("perplexity", e -> e.getPerplexity())
            .json("by_language", e -> e.getByLanguage().toString())
            .json("tasks", e -> e.getTasks())
            .json("items", e -> e.getItems().toString())
            .set("parity_passed", e -> e.getParityPassed())
            .set("self_test_passed", e -> e.getSelfTestPassed())
            .set("requested_by", e -> e.getRequestedBy())
            .set("evaluated_at", e -> e.getEvaluatedAt()),
        Register.of(Topics.MODEL_EXAMINED, "view.examination")
            .key("examination_id", e -> e.getExaminationId())
            .set("model", e -> e.getModel())
            .set("checkpoint_hash", e -> e.getCheckpointHash())
            .set("battery_hash", e -> e.getBatteryHash())
            .set("items", e -> e.getItems())
            .set("accuracy", e -> e.getAccuracy())
            .set("accuracy_by_byte", e -> e.getAccuracyByByte())
            .set("chance", e -> e.getChance())
            .json("tasks", e -> e.getTasks())
            .set("requested_by", e -> e.getRequestedBy())
            .set("examined_at", e -> e.getExaminedAt()));
  }

  private static List<Projection<?>> decisions() {
    return List.of(
        Register.of(Topics.MODEL_DECISIONS, "view.decision")
            .key("event_id", e -> e.getEventId())
            .set("bundle_id", e -> e.getBundleId())
            .set("decision", Decided::name)
            .set("evaluation_id", e -> e.getEvaluationId())
            .set("evaluation_set_hash", e -> e.getEvaluationSetHash())
            .set("score", e -> e.getScore())
            .set("threshold", e -> e.getThreshold())
            .set("production_bundle_id", e -> e.getProductionBundleId())
            .set("production_score", e -> e.getProductionScore())
            .set("rule", e -> e.getRule())
            .set("reason", e -> e.getReason())
            .set("actor", e -> e.getActor())
            .set("decided_at", e -> e.getDecidedAt()),
        Register.of(Topics.MODEL_ALIASES, "view.alias")
            .key("alias", e -> e.getAlias())
            .set("bundle_id", e -> e.getBundleId())
            .set("checkpoint_hash", e -> e.getCheckpointHash())
            .set("location", e -> e.getLocation())
            .set("step", e -> e.getStep())
            .set("actor", e -> e.getActor())
            .set("moved_at", e -> e.getMovedAt()));
  }

  private static List<Projection<?>> artifacts() {
    return List.of(
        Register.of(Topics.ARTIFACT_PUBLISHED, "view.artifact")
            .key("artifact_name", e -> e.getArtifactName())
            .set("manifest", e -> e.getManifest())
            .set("location", e -> e.getLocation())
            .set("zip_hash", e -> e.getZipHash())
            .set("bytes", e -> e.getBytes())
            .set("job_id", e -> e.getJobId())
            .set("actor", e -> e.getActor())
            .set("published_at", e -> e.getPublishedAt()));
  }

  private static List<Projection<?>> answers() {
    return List.of(
        Tally.of(Topics.GENERATION_SERVED, "view.stage", GenerationServed::getServedAt)
            .by("stage", e -> "answered"),
        Tally.of(Topics.GENERATION_SERVED, "view.generation_count", GenerationServed::getServedAt)
            .by("endpoint", e -> e.getEndpoint())
            .by("bundle_id", e -> e.getBundleId() == null ? "" : e.getBundleId())
            .by("finish_reason", e -> e.getFinishReason())
            .by("extractive", e -> e.getExtractive())
            .sum("prompt_tokens", e -> e.getPromptTokens())
            .sum("completion_tokens", e -> e.getCompletionTokens())
            .sum("latency_millis", e -> e.getLatencyMillis()));
  }

  private static List<Projection<?>> nodes() {
    return List.of(
        Register.of(Topics.NODE_HEARTBEATS, "view.node")
            .key("node_id", e -> e.getNodeId())
            .set("node_type", e -> e.getNodeType())
            .set("service", e -> e.getService())
            .set("role", e -> e.getRole())
            .set("status", e -> e.getState().name().toLowerCase(java.util.Locale.ROOT))
            .set("host", e -> e.getHost())
            .set("pid", e -> e.getPid())
            .set("address", e -> e.getAddress())
            .set("product_version", e -> e.getProductVersion())
            .set("cpu_usage", e -> e.getCpuLoad())
            .set("resident_bytes", e -> e.getResidentBytes())
            .set("free_memory_bytes", e -> e.getFreeMemoryBytes())
            .json("counters", e -> e.getCounters())
            .json("waiting", e -> e.getWaiting())
            .set("capabilities", e -> e.getCapabilities())
            .set("note", e -> e.getNote())
            .json("profile", e -> e.getProfile())
            .set("started_at", e -> e.getStartedAt())
            .set("last_heartbeat", e -> e.getBeatAt()),
        Register.of(Topics.NODE_SETTINGS, "view.node_settings")
            .key("node_id", e -> e.getNodeId())
            .set("service", e -> e.getService())
            .json("settings", e -> settings(e.getSettings()))
            .set("configured_at", e -> e.getConfiguredAt()));
  }

  private static List<Map<String, @Nullable Object>> settings(List<NodeSetting> settings) {
    return settings.stream().map(Projections::setting).toList();
  }

  private static Map<String, @Nullable Object> setting(NodeSetting each) {
    Map<String, @Nullable Object> setting = new LinkedHashMap<>();
    setting.put("environment", each.getVariable());
    setting.put("name", each.getProperty());
    setting.put("value", each.getValue());
    setting.put("secret", each.getSecret());
    setting.put("set", each.getFilled());
    setting.put("origin", each.getOrigin());
    return setting;
  }

  private static List<Projection<?>> commands() {
    return List.of(
        Register.of(Topics.NODE_COMMANDS, "view.command")
            .key("command_id", e -> e.getCommandId())
            .set("target", e -> e.getTarget())
            .set("action", e -> e.getAction())
            .set("actor", e -> e.getActor())
            .set("commanded_at", e -> e.getCommandedAt()),
        Register.of(Topics.NODE_ACKNOWLEDGED, "view.acknowledgement")
            .key("command_id", e -> e.getCommandId())
            .key("node_id", e -> e.getNodeId())
            .set("outcome", e -> e.getOutcome())
            .set("state", e -> e.getState())
            .set("message", e -> e.getMessage())
            .set("acknowledged_at", e -> e.getAcknowledgedAt()),
        Samples.of(Topics.NODE_LOGS, "view.log_line", "logged_at", 100 * SAMPLES)
            .set("node_id", e -> e.getNodeId())
            .set("level", e -> e.getLevel())
            .set("logger", e -> e.getLogger())
            .set("message", e -> e.getMessage())
            .set("logged_at", e -> e.getLoggedAt()));
  }
}
