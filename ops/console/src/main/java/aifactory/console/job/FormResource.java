package aifactory.console.job;

import aifactory.console.problem.ProblemException;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.FormCatalogue;
import aifactory.contract.manifest.FormField;
import aifactory.contract.manifest.NodeType;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The training form: its fields, and what a filled-in one comes to.
@Path("/api/training/form")
public class FormResource {
  @SuppressWarnings("unchecked") // names and values of a JSON object
  private static final Class<Map<String, Object>> MAP =
      (Class<Map<String, Object>>) (Class<?>) Map.class;

  private final JobForms forms;

  FormResource(JobForms forms) {
    this.forms = forms;
  }

  /// Every field with its kind, bounds, choices and where its value is found in the manifest.
  /// Fields and choices without an engine say why in `unavailable`.
  @GET
  public Map<String, Object> fields() {
    return Map.of(
        "status",
        "success",
        "fields",
        FormCatalogue.FIELDS.stream().map(FormResource::told).toList(),
        "node_types",
        Stream.of(NodeType.values()).map(NodeType::label).toList());
  }

  private static Map<String, @Nullable Object> told(FormField field) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("name", field.name());
    told.put("kind", field.kind().name().toLowerCase(java.util.Locale.ROOT));
    told.put("target", field.target());
    told.put("least", field.least());
    told.put("most", field.most());
    told.put("default", field.standard().orElse(null));
    told.put("unavailable", field.unavailable().orElse(null));
    told.put(
        "choices",
        field.choices().stream()
            .map(choice -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("value", choice.value());
              one.put("unavailable", choice.unavailable().orElse(null));
              return one;
            })
            .toList());
    return told;
  }

  /// What a form would come to, without asking for it: artifact name, manifest, hash and what is
  /// wrong; `form` is the JSON that would be posted to `/api/training/jobs`.
  @GET
  @Path("/preview")
  public Map<String, Object> preview(@RestQuery @DefaultValue("{}") String form) {
    JobForms.Draft draft = forms.read(parsed(form));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", "success");
    told.put("available", draft.problems().isEmpty());
    draft.artifactName().ifPresent(name -> told.put("artifact_name", name));
    draft.hash().ifPresent(hash -> told.put("training_config_hash", hash));
    told.put("manifest", draft.manifest());
    told.put("errors", errors(draft));
    return told;
  }

  private static Map<String, Object> parsed(String form) {
    try {
      Map<String, Object> parsed = CanonicalJson.read(form, MAP);
      if (parsed != null) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("form", String.valueOf(e.getMessage()));
    }
    throw ProblemException.invalid("form", "must be a JSON object");
  }

  static List<Map<String, Object>> errors(JobForms.Draft draft) {
    return draft.problems().stream()
        .map(problem ->
            Map.<String, Object>of(
                "field", problem.field(),
                "message", problem.message(),
                "code", problem.kind().name(),
                "rule", problem.rule().name(),
                "values", problem.values()))
        .toList();
  }
}
