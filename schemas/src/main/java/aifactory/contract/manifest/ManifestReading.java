package aifactory.contract.manifest;

import aifactory.contract.manifest.ArtifactZipException.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a manifest that somebody else wrote: every recorded field there and of its type, its hash
/// that of its form.
final class ManifestReading {
  private static final List<String> TEXTS =
      List.of(
          "artifact_name",
          "model_version",
          "base_model",
          "task",
          "precision",
          "training_config_hash",
          "license",
          "created_at",
          "node_type",
          "privacy_level");
  private static final List<String> OBJECTS =
      List.of(
          "training_config",
          "model_config",
          "input_spec",
          "checkpoint_policy",
          "data_prep_profile");
  private static final Pattern SEGMENT = Pattern.compile("[^/\\\\:\\p{Cntrl}]{1,255}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_DEEP = 16;

  private ManifestReading() {}

  /// @throws ArtifactZipException naming the field
  static JsonNode checked(String manifest) {
    JsonNode fields;
    try {
      fields = CanonicalJson.read(manifest, JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (fields == null || !fields.isObject()) {
      throw wrong("the manifest is no JSON object");
    }
    for (String name : TEXTS) {
      require(fields.path(name).isTextual() && !fields.path(name).asText().isBlank(), name);
    }
    for (String name : OBJECTS) {
      require(fields.path(name).isObject(), name);
    }
    require(fields.path("quantized").isBoolean(), "quantized");
    require(fields.path("embedding_dim").isIntegralNumber(), "embedding_dim");
    require(fields.path("train_data_tags").isArray(), "train_data_tags");
    require(fields.path("files").isArray(), "files");
    consistent(fields);
    return fields;
  }

  private static void consistent(JsonNode fields) {
    try {
      ArtifactName.checked(fields.path("artifact_name").asText());
      NodeType.named(fields.path("node_type").asText());
      boolean quantized = Precision.named(fields.path("precision").asText()).isQuantized();
      require(quantized == fields.path("quantized").asBoolean(), "quantized");
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    String recomputed = Rfc8785.hash(fields.path("training_config"));
    require(
        recomputed.equals(fields.path("training_config_hash").asText()), "training_config_hash");
  }

  /// Files by path.
  static Map<String, ArtifactZip.Part> parts(JsonNode fields) {
    Map<String, ArtifactZip.Part> parts = new TreeMap<>();
    for (JsonNode file : fields.path("files")) {
      String path = file.path("path").asText();
      String hash = file.path("sha256").asText();
      require(file.path("bytes").isIntegralNumber() && file.path("bytes").asLong() >= 0, "files");
      require(HASH.matcher(hash).matches() && isInside(path), "files");
      ArtifactZip.Part part = new ArtifactZip.Part(file.path("bytes").asLong(), hash);
      require(parts.put(path, part) == null, "files");
    }
    return parts;
  }

  /// Whether a path stays in the folder it is unpacked to, on every system.
  static boolean isInside(String path) {
    String[] segments = path.split("/", -1);
    if (segments.length > MOST_DEEP) {
      return false;
    }
    for (String segment : segments) {
      if (segment.equals("..") || segment.equals(".") || !SEGMENT.matcher(segment).matches()) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw wrong(field + " of the manifest is missing or not what it must be");
    }
  }

  private static ArtifactZipException wrong(@org.jspecify.annotations.Nullable String message) {
    return new ArtifactZipException(Reason.MANIFEST_WRONG, String.valueOf(message));
  }
}
