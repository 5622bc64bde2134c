package aifactory.contract.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the fields of a form are found in a manifest, before anything is trained: the objects that
/// a job fills in further.
public final class FormTargets {
  private FormTargets() {}

  /// What a form says of one of the objects, such as `model_config`.
  public static Map<String, Object> of(TrainingForm form, String target) {
    Map<String, Object> found = new LinkedHashMap<>();
    Map<String, Object> filled = form.filled();
    FormCatalogue.FIELDS.stream()
        .filter(field -> field.target().equals(target) && filled.containsKey(field.name()))
        .forEach(field -> found.put(field.name(), filled.get(field.name())));
    return found;
  }

  /// The manifest as far as a form decides it.
  ///
  /// @param name of the artifact
  public static Map<String, Object> draft(TrainingForm form, String name, NodeType nodeType) {
    Map<String, Object> draft = new LinkedHashMap<>();
    Map<String, Object> filled = form.filled();
    draft.put("artifact_name", name);
    draft.put("model_version", version(name));
    draft.put("base_model", form.baseModel());
    draft.put("task", form.task());
    if (filled.containsKey("embedding_dim")) {
      draft.put("embedding_dim", filled.get("embedding_dim"));
    }
    draft.put("quantized", form.precision().isQuantized());
    draft.put("precision", form.precision().label());
    draft.put("training_config_hash", form.hash());
    draft.put("train_data_tags", filled.getOrDefault("train_data_tags", List.of()));
    draft.put("node_type", nodeType.label());
    draft.put("privacy_level", form.text("privacy_level").orElseThrow());
    draft.put("training_config", filled);
    for (String target :
        List.of("model_config", "input_spec", "checkpoint_policy", "data_prep_profile")) {
      draft.put(target, of(form, target));
    }
    return draft;
  }

  /// The version that a name ends in; the first where it has none.
  public static String version(String artifactName) {
    int at = artifactName.lastIndexOf("-v");
    return at > 0 && artifactName.substring(at + 2).matches("[1-9]\\d*")
        ? artifactName.substring(at + 1)
        : "v1";
  }
}
