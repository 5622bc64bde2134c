package aifactory.console.job;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.Precision;
import aifactory.event.JobKind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reference system's orders for training a model on and for writing it as GGUF, as jobs of
/// this factory. Paths of the caller's are no part of them: what is read and written lies in the
/// model store.
@Path("/api/migration")
public class MigrationResource {
  private static final int CONFLICT = 409;
  private static final Set<String> PATHS =
      Set.of("train_text", "output_dir", "llama_cpp_dir", "out_gguf");

  private static final Duration PATIENCE = Duration.ofDays(1);

  private final JobForms forms;
  private final JobOrders orders;
  private final JobHistory history;
  private final Rows rows;
  private final Caller caller;
  private final InstantSource clock;

  MigrationResource(
      JobForms forms,
      JobOrders orders,
      JobHistory history,
      Rows rows,
      Caller caller,
      InstantSource clock) {
    this.history = history;
    this.forms = forms;
    this.orders = orders;
    this.rows = rows;
    this.caller = caller;
    this.clock = clock;
  }

  /// Trains a model on, on the corpus; `base_model` is an artifact or a bundle, else production.
  @POST
  @Path("/hf-train/run")
  @Needs(Role.OPERATOR)
  public Map<String, Object> train(@Nullable Map<String, Object> body) {
    Map<String, Object> form = new HashMap<>(checked(body));
    form.computeIfAbsent("base_model", _ -> served());
    form.putIfAbsent("task", "lm-finetune");
    JobForms.Draft draft = forms.read(form);
    JobResource.refuse(draft);
    return started("hf-train", JobKind.FINE_TUNE, draft.parameters());
  }

  /// Writes a model as GGUF; `model` is an artifact or a bundle, else production; `quant` is F32,
  /// F16, Q8_0 (when absent), Q4_0 or Q4_K.
  @POST
  @Path("/gguf-export/run")
  @Needs(Role.OPERATOR)
  public Map<String, Object> export(@Nullable Map<String, Object> body) {
    Map<String, Object> said = checked(body);
    String quant = String.valueOf(said.getOrDefault("quant", "Q8_0")).toLowerCase(Locale.ROOT);
    Precision precision;
    try {
      precision =
          Precision.named(
              Map.of("f32", "fp32", "f16", "fp16", "q4_k_m", "q4_k").getOrDefault(quant, quant));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("quant", String.valueOf(e.getMessage()));
    }
    if (List.of(Precision.BF16, Precision.INT8, Precision.INT4).contains(precision)) {
      throw ProblemException.invalid("quant", "GGUF has F32, F16, Q8_0, Q4_0, Q4_K");
    }
    String model = said.containsKey("model") ? String.valueOf(said.get("model")) : served();
    return started(
        "gguf-export",
        JobKind.EXPORT,
        Map.of(
            "model",
            model,
            "format",
            "gguf",
            "precision",
            precision.label(),
            "artifact_name",
            ArtifactName.automatic(
                NodeType.INFERENCE, "lm", "gguf", precision.label(), clock.instant())));
  }

  @GET
  @Path("/hf-train/status")
  public Map<String, @Nullable Object> trainStatus() {
    return status(JobKind.FINE_TUNE);
  }

  @GET
  @Path("/gguf-export/status")
  public Map<String, @Nullable Object> exportStatus() {
    return status(JobKind.EXPORT);
  }

  private static Map<String, Object> checked(@Nullable Map<String, Object> body) {
    Map<String, Object> said = body == null ? Map.of() : body;
    said.keySet().stream()
        .filter(PATHS::contains)
        .findFirst()
        .ifPresent(field -> {
          throw ProblemException.invalid(
              field, "no paths are taken: text comes from the corpus, files go to the model store");
        });
    return said;
  }

  private String served() {
    return rows.first(
            "select bundle_id from view.alias where bundle_id is not null order by case alias when"
                + " 'production' then 0 when 'best' then 1 else 2 end limit 1")
        .map(row -> String.valueOf(row.get("bundle_id")))
        .orElseThrow(() -> new ProblemException(CONFLICT, "NO_MODEL", "there is no model yet"));
  }

  private Map<String, Object> started(String what, JobKind kind, Map<String, String> parameters) {
    JobOrders.Asked asked = orders.requestAlone(kind, parameters, caller.name(), PATIENCE);
    if (asked.busy()) {
      return Map.of("status", "busy", "message", what + " runs", "job_id", asked.jobId());
    }
    return Map.of(
        "status",
        "started",
        "message",
        what + " asked for",
        "job_id",
        asked.jobId(),
        "artifact_name",
        String.valueOf(parameters.get("artifact_name")));
  }

  private Map<String, @Nullable Object> status(JobKind kind) {
    String open = orders.open(kind, PATIENCE).orElse("");
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("status", open.isEmpty() ? "idle" : "running");
    told.put("job_id", open);
    told.putAll(history.newest(kind));
    return told;
  }
}
