package aifactory.trainer.export;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.contract.manifest.ArtifactManifest;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.TrainingForm;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.DerivedLicence;
import aifactory.trainer.checkpoint.JournalEntry;
import aifactory.trainer.checkpoint.RunForm;
import aifactory.trainer.model.ModelConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The documents of a bundle: generation configuration, manifest and model card.
final class BundlePapers {
  @SuppressWarnings("unchecked") // names and values of a JSON object
  private static final Class<Map<String, Object>> MAP =
      (Class<Map<String, Object>>) (Class<?>) Map.class;

  private BundlePapers() {}

  static GenerationConfiguration generation(Checkpoint checkpoint, BundleOrder order) {
    ModelConfiguration model = checkpoint.model();
    return new GenerationConfiguration(
        model.name(),
        model.parameters(),
        model.vocabularySize(),
        model.contextTokens(),
        model.layers(),
        model.keyValueHeads(),
        HeadPadding.paddedWidth(model),
        order.bosTokenId(),
        order.eosTokenIds(),
        order.chatTemplate());
  }

  /// The 13 recorded fields, the 5 objects of the training form, and the lineage.
  static String manifest(
      Checkpoint checkpoint,
      String hash,
      BundleOrder order,
      String bundleId,
      ExportParity parity,
      MatrixStorage storage) {
    ModelConfiguration model = checkpoint.model();
    Map<String, Object> form = RunForm.of(checkpoint);
    if (storage != MatrixStorage.FP32) {
      form.put("quantize", storage.name().toLowerCase(Locale.ROOT));
    }
    form.put("base_model", order.baseModel());
    form.put("privacy_level", order.privacyLevel());
    Map<String, Object> fields =
        new ArtifactManifest(
                order.artifactName(),
                order.modelVersion(),
                TrainingForm.training(form),
                model.width(),
                order.trainDataTags(),
                order.license(),
                order.createdAt(),
                NodeType.INFERENCE,
                CanonicalJson.read(model.toJson(), MAP),
                Map.of(
                    "max_seq_length", model.contextTokens(),
                    "vocab_size", model.vocabularySize(),
                    "eos_token_id", order.eosTokenIds()),
                order.checkpointPolicy(),
                order.dataPreparation())
            .fields();
    fields.put("lineage", lineage(checkpoint, hash, order));
    fields.put("bundle_id", bundleId);
    fields.put("parity", worded(parity));
    return CanonicalJson.write(fields);
  }

  /// JSON has no infinite numbers: who rounds on purpose tells the perplexity instead.
  private static Map<String, Object> worded(ExportParity parity) {
    return Double.isInfinite(parity.tolerance())
        ? Map.of(
            "max_abs_logit_difference", parity.largestDifference(),
            "perplexity_ratio", parity.perplexityChange())
        : Map.of(
            "prefill_max_abs_difference", parity.prefillDifference(),
            "decode_max_abs_difference", parity.decodeDifference(),
            "tolerance", parity.tolerance());
  }

  private static Map<String, Object> lineage(
      Checkpoint checkpoint, String hash, BundleOrder order) {
    Map<String, Object> lineage = new LinkedHashMap<>();
    lineage.put("checkpoint_hash", hash);
    lineage.put("run_id", checkpoint.runId());
    lineage.put("step", checkpoint.state().step());
    lineage.put("tokens_seen", checkpoint.tokensSeen());
    lineage.put("seed", checkpoint.seed());
    lineage.put("tokenizer_hash", checkpoint.tokenizerHash());
    lineage.put("journal", checkpoint.journal());
    lineage.put("domains", order.domains());
    return lineage;
  }

  static String card(Checkpoint checkpoint, String hash, BundleOrder order, String bundleId) {
    ModelConfiguration model = checkpoint.model();
    List<String> datasets =
        checkpoint.journal().stream().map(JournalEntry::datasetId).distinct().toList();
    return """
    ---
    %s
    tags: [%s]
    ---
    # %s

    A language model of %,d parameters (%d layers, width %d, %d query and %d key/value heads,
    context %d tokens), trained by AI Factory Engine for %,d steps on %,d tokens.

    | | |
    |---|---|
    | bundle | `%s` |
    | checkpoint | `%s` |
    | training loss, last step | %.4f nats per token |
    | datasets | %s |
    | domains | %s |
    | licence, of the text it read | %s |
    | privacy | %s |

    Files: `model.onnx` with `model.onnx.data` (ONNX Runtime, fused decoder operators),
    `tokenizer.json` (Hugging Face), `generation_config.json`, `artifact_manifest.json`.

    It continues text in the manner of what it read. It was not taught to follow instructions
    unless the manifest says so, and states things that are not true.
    """
        .formatted(
            DerivedLicence.frontMatter(order.license()),
            String.join(", ", order.trainDataTags()),
            order.artifactName(),
            model.parameters(),
            model.layers(),
            model.width(),
            model.heads(),
            model.keyValueHeads(),
            model.contextTokens(),
            checkpoint.state().step(),
            checkpoint.tokensSeen(),
            bundleId,
            hash,
            checkpoint.trainLoss(),
            String.join(", ", datasets),
            String.join(", ", order.domains()),
            order.license(),
            order.privacyLevel());
  }
}
