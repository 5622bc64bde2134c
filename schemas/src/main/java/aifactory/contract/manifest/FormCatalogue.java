package aifactory.contract.manifest;

import static aifactory.contract.manifest.FormField.Choice.missing;
import static aifactory.contract.manifest.FormField.Choice.of;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every field of the training form in the order of the page, and what has an engine.
public final class FormCatalogue {
  private static final double MILLION = 1e6;
  private static final double LARGEST_SEED = 1L << 53; // whole numbers that every JSON reader keeps
  private static final String TRAINING = "training_config";
  private static final String MODEL = "model_config";
  private static final String INPUT = "input_spec";
  private static final String PREPARATION = "data_prep_profile";
  private static final String LANGUAGE_ONLY = "only language models are trained here yet";

  /// The fields.
  public static final List<FormField> FIELDS =
      List.of(
          FormField.choice(
              "component",
              "artifact_name",
              "",
              of("text"),
              of("inference"),
              missing("vision", LANGUAGE_ONLY),
              missing("audio", LANGUAGE_ONLY),
              missing("spiking", LANGUAGE_ONLY)),
          FormField.text("base_model", "base_model", 200, presets()),
          FormField.choice(
              "task",
              "task",
              "",
              of("lm-pretrain"),
              of("lm-finetune"),
              missing("embed", LANGUAGE_ONLY),
              missing("classification", LANGUAGE_ONLY),
              missing("detection", LANGUAGE_ONLY)),
          FormField.whole("embedding_dim", "embedding_dim", 1, 65_536),
          FormField.whole("hidden_size", MODEL, 8, 16_384),
          FormField.whole("num_layers", MODEL, 1, 256),
          FormField.whole("num_heads", MODEL, 1, 256),
          FormField.whole("vocab_size", MODEL, 300, 262_144),
          FormField.whole("max_seq_length", INPUT, 8, 131_072),
          FormField.whole("sample_rate", INPUT, 1, MILLION)
              .missing("no model of sounds is trained"),
          FormField.whole("input_size", INPUT, 1, MILLION).missing("no model of images is trained"),
          FormField.whole("batch_size", TRAINING, 1, 4096).byDefault(4),
          FormField.whole("gradient_accumulation", TRAINING, 1, 4096),
          FormField.number("learning_rate", TRAINING, 1e-9, 1).byDefault(3e-4),
          FormField.whole("warmup_steps", TRAINING, 0, MILLION),
          FormField.choice(
              "optimizer",
              TRAINING,
              "adamw",
              of("adamw"),
              missing("sgd", "the engine updates by AdamW only"),
              missing("adafactor", "the engine updates by AdamW only")),
          FormField.whole("epochs", TRAINING, 1, 1000),
          FormField.whole("steps", TRAINING, 1, 1e9),
          FormField.number("weight_decay", TRAINING, 0, 1).byDefault(0.1),
          FormField.whole("seed", TRAINING, 0, LARGEST_SEED).byDefault(42),
          FormField.choice(
              "precision",
              "precision, quantized",
              "fp32",
              of("fp32"),
              of("fp16"),
              missing("bf16", "no exporter writes bfloat16"),
              of("int8"),
              of("int4"),
              of("q8_0"),
              of("q4_0"),
              of("q4_k")),
          FormField.choice(
              "quantize",
              "quantized, artifact_name",
              "none",
              of("none"),
              of("int8"),
              of("int4"),
              of("q8_0"),
              of("q4_0"),
              of("q4_k"),
              missing("qat", "weights are quantized after training, never during it")),
          FormField.whole("checkpoint_interval", "checkpoint_policy", 1, 1e9),
          FormField.tags("augmentations", PREPARATION).missing("text is not augmented"),
          FormField.choice("preprocessing_profile", PREPARATION, "", of("factory")),
          FormField.tags("train_data_tags", "train_data_tags"),
          FormField.choice(
              "privacy_level",
              "privacy_level",
              "none",
              of("none"),
              missing("dp", "no training here adds noise and accounts for it"),
              missing("secure-agg", "no aggregation here hides single updates")));

  private FormCatalogue() {}

  private static FormField.Choice[] presets() {
    return Stream.of(ModelPreset.values())
        .map(preset -> of(preset.label()))
        .toArray(FormField.Choice[]::new);
  }

  /// The field of that name.
  public static Optional<FormField> named(String name) {
    return FIELDS.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
