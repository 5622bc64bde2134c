package aifactory.trainer.export;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.portable.PortableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Manifest and card of an exported model.
///
/// @param artifactName empty = made from the model's name
/// @param privacyLevel what was applied
/// @param nodeType group of machines it is for
/// @param clock time of the papers
public record ArtifactPapers(
    String artifactName, String privacyLevel, String nodeType, InstantSource clock) {

  /// The parity report.
  public Map<String, Object> parity(
      PortableModel model, PortableExport.Order order, PublishedParity parity) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("weights_hash", model.weightsHash());
    report.put("format", order.format().label());
    report.put("number_type", order.type());
    report.put("max_abs_logit_difference", parity.largestDifference());
    report.put("greedy_agreement", parity.greedyAgreement());
    report.put("perplexity_ratio", parity.perplexityChange());
    report.put("positions", parity.positions());
    if (Double.isFinite(parity.tolerance())) {
      report.put("tolerance", parity.tolerance());
    }
    report.put("passed", parity.passed());
    return report;
  }

  void write(
      PortableModel model, PortableExport.Order order, PublishedParity parity, Path directory)
      throws IOException {
    Map<String, Object> manifest = manifest(model, order);
    manifest.put("parity", parity(model, order, parity));
    Files.writeString(directory.resolve(BundleLayout.MANIFEST), CanonicalJson.write(manifest));
    Files.writeString(directory.resolve(BundleLayout.CARD), card(model, order, parity));
  }

  private Map<String, Object> manifest(PortableModel portable, PortableExport.Order order) {
    ModelConfiguration model = portable.model();
    boolean quantized = !order.type().equals("F32") && !order.type().equals("F16");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("artifact_name", nameOf(portable));
    fields.put("model_version", "v1");
    fields.put("base_model", portable.origin().name());
    fields.put("task", "lm-pretrain");
    fields.put("embedding_dim", model.width());
    fields.put("quantized", quantized);
    fields.put("precision", precision(order.type()));
    fields.put("training_config_hash", CanonicalJson.hash(portable.origin().trained()));
    fields.put("train_data_tags", portable.origin().tags());
    fields.put("license", portable.origin().license());
    fields.put("created_at", clock.instant().toString());
    fields.put("node_type", nodeType);
    fields.put("privacy_level", privacyLevel);
    fields.put("model_config", CanonicalJson.read(model.toJson(), Map.class));
    fields.put(
        "input_spec",
        Map.of(
            "max_seq_length", model.contextTokens(),
            "vocab_size", model.vocabularySize(),
            "eos_token_id", portable.use().endIds()));
    fields.put("training_config", portable.origin().trained());
    fields.put(
        "lineage",
        Map.of(
            "format", portable.origin().format(),
            "source", portable.origin().name(),
            "weights_hash", portable.weightsHash()));
    return fields;
  }

  private static String precision(String type) {
    return switch (type) {
      case "F32" -> "fp32";
      case "F16" -> "fp16";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }

  private String nameOf(PortableModel portable) {
    if (!artifactName.isEmpty()) {
      return artifactName;
    }
    String base = portable.model().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "text-" + base + "-pretrain-v1";
  }

  private String card(PortableModel portable, PortableExport.Order order, PublishedParity parity) {
    ModelConfiguration model = portable.model();
    List<String> tags = portable.origin().tags();
    return """
    ---
    license: %s
    tags: [%s]
    ---
    # %s

    A language model of %,d parameters (%d layers, width %d, %d query and %d key/value heads, context
    %d tokens, vocabulary %d), written by AI Factory Engine as %s (%s).

    | | |
    |---|---|
    | source | %s: `%s` |
    | weights (SHA-256) | `%s` |
    | largest difference of a logit to the source | %.2e |
    | positions with the same most expected token | %.1f %% of %d |
    | perplexity on its own text, export / source | %.4f |
    """
        .formatted(
            portable.origin().license(),
            String.join(", ", tags),
            nameOf(portable),
            model.parameters(),
            model.layers(),
            model.width(),
            model.heads(),
            model.keyValueHeads(),
            model.contextTokens(),
            model.vocabularySize(),
            order.format().label(),
            order.type(),
            portable.origin().format(),
            portable.origin().name(),
            portable.weightsHash(),
            parity.largestDifference(),
            100 * parity.greedyAgreement(),
            parity.positions(),
            parity.perplexityChange());
  }
}
