package aifactory.contract.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The training form, complete: what was asked for, and defaults where nothing was said. What has
/// no default and was not said is absent.
public final class TrainingForm {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Of the four, and learning from nothing.
  public static final List<String> TASKS =
      List.of("embed", "classification", "lm-finetune", "detection", "lm-pretrain");

  /// The reference's.
  private static final Map<String, Object> TRAINING_DEFAULTS =
      Map.of(
          "batch_size",
          4,
          "learning_rate",
          3e-4,
          "optimizer",
          "adamw",
          "weight_decay",
          0.1,
          "seed",
          42);

  private static final String NONE = "none";
  private final Map<String, Object> filled;

  private TrainingForm(Map<String, Object> filled) {
    this.filled = filled;
  }

  /// A form for a training job.
  ///
  /// @throws IllegalArgumentException naming what is not known, missing or not to be had
  public static TrainingForm training(Map<String, ?> given) {
    Map<String, Object> all = new TreeMap<>(TRAINING_DEFAULTS);
    all.putAll(FormJudgement.said(given));
    return conversion(all);
  }

  /// A form for a model that is only rewritten: nothing is said of how it was trained unless it is
  /// given.
  ///
  /// @throws IllegalArgumentException naming what is not known, missing or not to be had
  public static TrainingForm conversion(Map<String, ?> given) {
    Map<String, Object> all = new TreeMap<>(FormJudgement.said(given));
    all.keySet().stream()
        .filter(name -> FormCatalogue.named(name).isEmpty())
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(name + " is not on the training form");
        });
    required(all, "base_model");
    String task = required(all, "task");
    if (!TASKS.contains(task)) {
      throw new IllegalArgumentException("task " + task + " is none of " + TASKS);
    }
    all.merge("privacy_level", NONE, (said, none) -> privacy(said.toString()));
    Optional<Precision> quantize = quantize(all.getOrDefault("quantize", NONE).toString());
    Precision precision = Precision.named(all.getOrDefault("precision", "fp32").toString());
    if (quantize.isPresent() && precision.isQuantized() && quantize.get() != precision) {
      throw new IllegalArgumentException(
          "quantize %s and precision %s contradict each other"
              .formatted(quantize.get().label(), precision.label()));
    }
    Precision result = quantize.orElse(precision);
    all.put("precision", result.label());
    all.put("quantize", result.isQuantized() ? result.label() : NONE);
    return new TrainingForm(all);
  }

  private static String required(Map<String, Object> all, String name) {
    Object value = all.get(name);
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.toString();
  }

  /// The level, if there is one that is really applied.
  ///
  /// @throws IllegalArgumentException for levels that do not exist yet
  public static String privacy(String level) {
    return switch (level) {
      case NONE -> level;
      case "dp" ->
          throw new IllegalArgumentException(
              "privacy level dp does not exist yet: no training here adds noise and accounts for it");
      case "secure-agg" ->
          throw new IllegalArgumentException(
              "privacy level secure-agg does not exist yet: no aggregation here hides single updates");
      default ->
          throw new IllegalArgumentException(
              "privacy level " + level + " is none of [none, dp, secure-agg]");
    };
  }

  /// What weights become after training; empty = they stay as they are.
  private static Optional<Precision> quantize(String asked) {
    return switch (asked) {
      case NONE, "false" -> Optional.empty();
      case "true" -> Optional.of(Precision.INT8);
      case "qat" ->
          throw new IllegalArgumentException(
              "quantize qat does not exist yet: weights are quantized after training, never during it");
      default -> {
        Precision precision = Precision.named(asked);
        if (!precision.isQuantized()) {
          throw new IllegalArgumentException("quantize " + asked + " quantizes nothing");
        }
        yield Optional.of(precision);
      }
    };
  }

  /// All that is known, by name.
  public Map<String, Object> filled() {
    return new LinkedHashMap<>(filled);
  }

  /// Text of a field.
  public Optional<String> text(String name) {
    return Optional.ofNullable(filled.get(name)).map(Object::toString);
  }

  public Precision precision() {
    return Precision.named(text("precision").orElseThrow());
  }

  public String task() {
    return text("task").orElseThrow();
  }

  public String baseModel() {
    return text("base_model").orElseThrow();
  }

  /// The name by rule; the first version.
  ///
  /// @throws IllegalArgumentException where component or base model make no name
  public ArtifactName name() {
    Precision precision = precision();
    String base = baseModel();
    ArtifactName drafted =
        new ArtifactName(
            text("component").orElse("text"),
            base,
            task(),
            Optional.of(precision).filter(Precision::isQuantized),
            1,
            Optional.empty());
    return ArtifactName.parse(drafted.toString());
  }

  /// SHA-256 of its canonical JSON (RFC 8785), hex.
  public String hash() {
    return Rfc8785.hash(json());
  }

  JsonNode json() {
    return MAPPER.valueToTree(filled);
  }
}
