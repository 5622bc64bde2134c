package aifactory.contract.manifest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name `<component>-<base model>-<purpose>-v<major>`, such as `vision-vit-base16-embed-v1`.
/// Where the base model is an artifact with a version of its own, it stands for its component:
/// `gpt-small-v1-lm-finetune-v1`. A precision may stand before the version. The names of the
/// artifact list are aliases.
///
/// @param component such as `vision`
/// @param baseModel such as `vit-base16`, or an artifact such as `gpt-small-v1`
/// @param purpose such as `embed`
/// @param precision of quantized weights
/// @param major version
/// @param alias name on the artifact list, which is then its name
public record ArtifactName(
    String component,
    String baseModel,
    String purpose,
    Optional<Precision> precision,
    int major,
    Optional<String> alias) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9_]+(?:-[a-z0-9_]+)*)-v([1-9]\\d{0,5})");
  private static final Pattern VERSIONED = Pattern.compile(".+-v[1-9]\\d{0,5}");
  private static final Pattern AUTOMATIC =
      Pattern.compile("[a-z]+(?:\\.[a-z0-9_-]+){3}\\.\\d{8}t\\d{12}z");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmssSSSSSS'z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final AtomicLong LAST_MICROS = new AtomicLong();
  private static final long MICROS = 1_000_000;

  /// Longer ones first where one ends in another.
  private static final List<String> PURPOSES =
      List.of(
          "lm-finetune",
          "lm-pretrain",
          "pretrain",
          "embed",
          "classification",
          "detection",
          "preproc",
          "normalizer",
          "proj",
          "fusion",
          "rag",
          "plan",
          "control",
          "schema",
          "manager",
          "agg",
          "service",
          "stack",
          "lm");

  private static final List<String> COMPONENTS =
      List.of(
          "vision",
          "audio",
          "text",
          "spiking",
          "inference",
          "sensing",
          "decision",
          "memory",
          "trainer",
          "aggregator",
          "management");

  /// Alias → the name it stands for.
  private static final Map<String, String> LISTED =
      Map.ofEntries(
          Map.entry("vit-base16-embed-v1", "vision-vit-base16-embed-v1"),
          Map.entry("resnet50-proj-v1", "vision-resnet50-proj-v1"),
          Map.entry("wav2vec2-base-embed-v1", "audio-wav2vec2-base-embed-v1"),
          Map.entry("hubert-large-embed-v1", "audio-hubert-large-embed-v1"),
          Map.entry("sbert-all-mpnet-v1", "text-sbert-all-mpnet-embed-v1"),
          Map.entry("snn-dvs-embed-v1", "spiking-snn-dvs-embed-v1"),
          Map.entry("gpt-small-v1", "inference-gpt-small-lm-v1"),
          Map.entry("gpt-medium-v1", "inference-gpt-medium-lm-v1"),
          Map.entry("gpt-large-v1", "inference-gpt-large-lm-v1"),
          Map.entry("yolox-s-intel-v1", "inference-yolox-s-intel-detection-v1"),
          Map.entry("fasterrcnn-res50-v1", "inference-fasterrcnn-res50-detection-v1"),
          Map.entry("spiking-lm-core-v1", "inference-spiking-core-lm-v1"),
          Map.entry("multimodal-ensemble-v1", "inference-multimodal-ensemble-fusion-v1"),
          Map.entry("rag-lite-v1", "inference-lite-rag-v1"),
          Map.entry("planner-rl-ppo-v1", "decision-planner-rl-ppo-plan-v1"),
          Map.entry("motor-controller-dnn-v1", "decision-motor-controller-dnn-control-v1"),
          Map.entry("milvus-schema-v1", "memory-milvus-schema-v1"),
          Map.entry("minio-log-schema-v1", "memory-minio-log-schema-v1"),
          Map.entry("trainer-ddp-manager-v1", "trainer-ddp-manager-v1"),
          Map.entry("federator-agg-v1", "aggregator-federator-agg-v1"),
          Map.entry("result-aggregator-v1", "aggregator-result-agg-v1"),
          Map.entry("auth-service-v1", "management-auth-service-v1"),
          Map.entry("monitoring-stack-v1", "management-monitoring-stack-v1"));

  /// Reads a name.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static ArtifactName parse(String text) {
    String listed = LISTED.get(text);
    if (listed != null && !listed.equals(text)) {
      ArtifactName own = parse(listed);
      return new ArtifactName(
          own.component, own.baseModel, own.purpose, own.precision, own.major, Optional.of(text));
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused(text, "it is not <component>-<base model>-<purpose>-v<major> in small letters");
    }
    String rest = form.group(1);
    Optional<Precision> precision = Optional.empty();
    for (Precision each : Precision.values()) {
      if (each.isQuantized() && rest.endsWith("-" + each.label())) {
        precision = Optional.of(each);
        rest = rest.substring(0, rest.length() - each.label().length() - 1);
        break;
      }
    }
    String named = rest;
    String purpose =
        PURPOSES.stream()
            .filter(each -> named.endsWith("-" + each))
            .findFirst()
            .orElseThrow(() -> refused(text, "its purpose is none of " + PURPOSES));
    String model = named.substring(0, named.length() - purpose.length() - 1);
    int major = Integer.parseInt(form.group(2));
    if (VERSIONED.matcher(model).matches()) {
      if (!LISTED.containsKey(model)) {
        throw refused(text, "its base model has a version, but is not on the artifact list");
      }
      return new ArtifactName(
          parse(model).component, model, purpose, precision, major, Optional.empty());
    }
    int cut = model.indexOf('-');
    if (cut < 0 || !COMPONENTS.contains(model.substring(0, cut))) {
      throw refused(
          text, "its component is none of " + COMPONENTS + ", or the base model is missing");
    }
    return new ArtifactName(
        model.substring(0, cut),
        model.substring(cut + 1),
        purpose,
        precision,
        major,
        Optional.empty());
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("artifact name \"" + text + "\": " + why);
  }

  /// The same of another major version.
  public ArtifactName withMajor(int other) {
    return other == major
        ? this
        : new ArtifactName(component, baseModel, purpose, precision, other, Optional.empty());
  }

  /// Whether a name follows the rule, is on the list, or was made by [#automatic].
  public static String checked(String text) {
    return AUTOMATIC.matcher(text).matches() ? text : parse(text).toString();
  }

  /// A name for what nobody named: `{node type}.{category}.{variant}.{run}.{time}`. No two are
  /// equal in a process; those of others differ by their runs or times.
  public static String automatic(
      NodeType type, String category, String variant, String run, Instant now) {
    long asked = now.getEpochSecond() * MICROS + now.getNano() / 1000;
    long micros = LAST_MICROS.updateAndGet(last -> Math.max(last + 1, asked));
    Instant stamp = Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000);
    return String.join(
        ".", type.label(), plain(category), plain(variant), plain(run), STAMP.format(stamp));
  }

  private static String plain(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-+|-+$", "");
    return plain.isEmpty() ? "none" : plain;
  }

  @Override
  public String toString() {
    if (alias.isPresent()) {
      return alias.get();
    }
    String base = VERSIONED.matcher(baseModel).matches() ? baseModel : component + "-" + baseModel;
    return base
        + "-"
        + purpose
        + precision.map(each -> "-" + each.label()).orElse("")
        + "-v"
        + major;
  }
}
