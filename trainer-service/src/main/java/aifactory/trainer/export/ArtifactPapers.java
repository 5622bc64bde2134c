package aifactory.trainer.export;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactManifest;
import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.Precision;
import aifactory.contract.manifest.TrainingForm;
import aifactory.trainer.checkpoint.DerivedLicence;
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
import java.util.Optional;

/// Manifest and card of an exported model.
///
/// @param artifactName empty = made of node type, model, source and time
/// @param nodeType group of nodes it is for
/// @param clock time of the papers
/// @param making how it was made here; empty = it is only rewritten
public record ArtifactPapers(
    String artifactName, NodeType nodeType, InstantSource clock, Optional<Making> making) {

  /// What a job knows of its artifact.
  ///
  /// @param form what was asked for
  /// @param modelVersion such as `v1`
  /// @param checkpointPolicy when checkpoints were written
  /// @param dataPreparation how its text was prepared
  /// @param lineage beside what the checkpoint says
  public record Making(
      TrainingForm form,
      String modelVersion,
      Map<String, Object> checkpointPolicy,
      Map<String, Object> dataPreparation,
      Map<String, String> lineage) {}

  @SuppressWarnings("unchecked") // names and values of a JSON object
  private static final Class<Map<String, Object>> MAP =
      (Class<Map<String, Object>>) (Class<?>) Map.class;

  /// Papers of a model that is only rewritten.
  public ArtifactPapers(String artifactName, NodeType nodeType, InstantSource clock) {
    this(artifactName, nodeType, clock, Optional.empty());
  }

  public ArtifactPapers {
    if (!artifactName.isEmpty()) {
      ArtifactName.checked(artifactName);
    }
  }

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
    String name = nameOf(model);
    Map<String, Object> manifest = manifest(name, model, order);
    manifest.put("parity", parity(model, order, parity));
    Files.writeString(directory.resolve(BundleLayout.MANIFEST), CanonicalJson.write(manifest));
    Files.writeString(directory.resolve(BundleLayout.CARD), card(name, model, order, parity));
  }

  private Map<String, Object> manifest(
      String name, PortableModel portable, PortableExport.Order order) {
    ModelConfiguration model = portable.model();
    Map<String, Object> fields =
        new ArtifactManifest(
                name,
                making.map(Making::modelVersion).orElse("v1"),
                making.map(Making::form).orElseGet(() -> form(portable, order)),
                model.width(),
                portable.origin().tags(),
                portable.origin().license(),
                clock.instant(),
                nodeType,
                CanonicalJson.read(model.toJson(), MAP),
                Map.of(
                    "max_seq_length", model.contextTokens(),
                    "vocab_size", model.vocabularySize(),
                    "eos_token_id", portable.use().endIds()),
                making
                    .map(Making::checkpointPolicy)
                    .orElse(Map.of("kind", "none: rewritten, not trained")),
                making
                    .map(Making::dataPreparation)
                    .orElseGet(
                        () -> Map.of("tokenizer_hash", Sha256.hex(portable.tokenizerJson()))))
            .fields();
    Map<String, Object> lineage = new LinkedHashMap<>(portable.origin().trained());
    lineage.put("format", portable.origin().format());
    lineage.put("source", portable.origin().name());
    lineage.put("weights_hash", portable.weightsHash());
    making.ifPresent(known -> lineage.putAll(known.lineage()));
    fields.put("lineage", lineage);
    return fields;
  }

  /// The run's own form where it was trained here; of others' training nothing is said.
  private static TrainingForm form(PortableModel portable, PortableExport.Order order) {
    ModelConfiguration model = portable.model();
    Map<String, Object> form = new LinkedHashMap<>(portable.origin().form());
    form.putIfAbsent("base_model", portable.origin().name());
    form.putIfAbsent("task", "lm-pretrain");
    form.put("hidden_size", model.width());
    form.put("num_layers", model.layers());
    form.put("num_heads", model.heads());
    form.putIfAbsent("max_seq_length", model.contextTokens());
    form.put("precision", precision(order.type()).label());
    return TrainingForm.conversion(form);
  }

  private static Precision precision(String type) {
    return switch (type) {
      case "F32" -> Precision.FP32;
      case "F16" -> Precision.FP16;
      default -> Precision.named(type.toLowerCase(Locale.ROOT));
    };
  }

  private String nameOf(PortableModel portable) {
    return artifactName.isEmpty()
        ? ArtifactName.automatic(
            nodeType, "lm", portable.model().name(), portable.origin().name(), clock.instant())
        : artifactName;
  }

  private static String card(
      String name, PortableModel portable, PortableExport.Order order, PublishedParity parity) {
    ModelConfiguration model = portable.model();
    List<String> tags = portable.origin().tags();
    return """
    ---
    %s
    tags: [%s]
    ---
    # %s

    A language model of %,d parameters (%d layers, width %d, %d query and %d key/value heads, context
    %d tokens, vocabulary %d), written by AI Factory Engine as %s (%s).

    | | |
    |---|---|
    | source | %s: `%s` |
    | licence | %s |
    | weights (SHA-256) | `%s` |
    | largest difference of a logit to the source | %.2e |
    | positions with the same most expected token | %.1f %% of %d |
    | perplexity on its own text, export / source | %.4f |
    """
        .formatted(
            DerivedLicence.frontMatter(portable.origin().license()),
            String.join(", ", tags),
            name,
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
            portable.origin().license(),
            portable.weightsHash(),
            parity.largestDifference(),
            100 * parity.greedyAgreement(),
            parity.positions(),
            parity.perplexityChange());
  }
}
