package aifactory.contract.manifest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `artifact_manifest.json`: what an artifact is, in the 13 recorded fields, and the 5 objects of
/// the form it came from. `docs/reference/artifact_manifest.schema.json` is its schema.
///
/// @param artifactName see [ArtifactName]
/// @param modelVersion such as `v1`
/// @param form what was asked for; its hash is that of the training
/// @param embeddingDim numbers of an embedding or hidden state really produced
/// @param trainDataTags dataset versions or sources
/// @param license of the weights; `unspecified` where nothing says so
/// @param createdAt when
/// @param nodeType who runs it
/// @param modelConfig dimensions
/// @param inputSpec what it takes
/// @param checkpointPolicy when checkpoints were written
/// @param dataPrepProfile how its data was prepared
public record ArtifactManifest(
    String artifactName,
    String modelVersion,
    TrainingForm form,
    int embeddingDim,
    List<String> trainDataTags,
    String license,
    Instant createdAt,
    NodeType nodeType,
    Map<String, ?> modelConfig,
    Map<String, ?> inputSpec,
    Map<String, ?> checkpointPolicy,
    Map<String, ?> dataPrepProfile) {

  public ArtifactManifest {
    ArtifactName.checked(artifactName);
    if (license.isBlank()) {
      throw new IllegalArgumentException("a manifest needs a license");
    }
  }

  /// As JSON values, in reading order; more may be put behind them.
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("artifact_name", artifactName);
    fields.put("model_version", modelVersion);
    fields.put("base_model", form.baseModel());
    fields.put("task", form.task());
    fields.put("embedding_dim", embeddingDim);
    fields.put("quantized", form.precision().isQuantized());
    fields.put("precision", form.precision().label());
    fields.put("training_config_hash", form.hash());
    fields.put("train_data_tags", trainDataTags);
    fields.put("license", license);
    fields.put("created_at", createdAt.toString());
    fields.put("node_type", nodeType.label());
    fields.put("privacy_level", form.text("privacy_level").orElseThrow());
    fields.put("training_config", form.filled());
    fields.put("model_config", modelConfig);
    fields.put("input_spec", inputSpec);
    fields.put("checkpoint_policy", checkpointPolicy);
    fields.put("data_prep_profile", dataPrepProfile);
    return fields;
  }
}
