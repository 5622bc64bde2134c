package aifactory.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the form takes, and by which name it refuses.
final class FormJudgementTest {
  private static final Map<String, Object> NANO =
      Map.of("component", "text", "base_model", "nano", "task", "lm-pretrain", "steps", 20);

  @Test
  void aFormThatCanBeDoneHasNoProblem() {
    assertThat(FormJudgement.of(NANO)).isEmpty();
    Map<String, Object> full = new HashMap<>(NANO);
    full.putAll(
        Map.of(
            "embedding_dim",
            64,
            "hidden_size",
            64,
            "num_layers",
            2,
            "num_heads",
            2,
            "max_seq_length",
            64,
            "batch_size",
            2,
            "learning_rate",
            1e-3,
            "optimizer",
            "adamw",
            "weight_decay",
            0.05,
            "quantize",
            true));
    full.putAll(
        Map.of(
            "checkpoint_interval",
            10,
            "preprocessing_profile",
            "factory",
            "seed",
            1,
            "train_data_tags",
            List.of("ds-1"),
            "privacy_level",
            "none",
            "vocab_size",
            512));
    full.put("augmentations", List.of());
    full.put("sample_rate", null);
    assertThat(FormJudgement.of(full)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "component, metal, INVALID",
    "component, vision, NOT_AVAILABLE",
    "base_model, 7, INVALID",
    "base_model, vit-base16, NOT_AVAILABLE",
    "task, sing, INVALID",
    "task, embed, NOT_AVAILABLE",
    "embedding_dim, 5, INVALID",
    "hidden_size, 4, INVALID",
    "num_layers, 0, INVALID",
    "num_heads, 3, INVALID",
    "max_seq_length, 1.5, INVALID",
    "sample_rate, 16000, NOT_AVAILABLE",
    "input_size, 224, NOT_AVAILABLE",
    "batch_size, 0, INVALID",
    "learning_rate, 0, INVALID",
    "optimizer, sgd, NOT_AVAILABLE",
    "optimizer, magic, INVALID",
    "epochs, 0, INVALID",
    "weight_decay, -1, INVALID",
    "precision, fp8, INVALID",
    "precision, bf16, NOT_AVAILABLE",
    "quantize, qat, NOT_AVAILABLE",
    "quantize, fp16, INVALID",
    "checkpoint_interval, 0, INVALID",
    "augmentations, flip, NOT_AVAILABLE",
    "preprocessing_profile, mine, INVALID",
    "train_data_tags, ds, INVALID",
    "privacy_level, dp, NOT_AVAILABLE",
    "privacy_level, secure-agg, NOT_AVAILABLE",
    "seed, 0.5, INVALID",
    "colour, red, INVALID"
  })
  void aValueThatIsNotTakenNamesItsField(String field, String value, FormProblem.Kind kind) {
    Map<String, Object> form = new HashMap<>(NANO);
    form.put(field, value.matches("-?[0-9.]+") ? (Object) Double.valueOf(value) : value);
    assertThat(FormJudgement.of(form))
        .filteredOn(problem -> problem.field().equals(field))
        .singleElement()
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo(kind));
  }

  @Test
  void fieldsThatContradictEachOtherAreNamed() {
    assertThat(fields(Map.of("precision", "int4", "quantize", "int8")))
        .containsExactly("precision");
    assertThat(fields(Map.of("epochs", 2))).containsExactly("steps");
    assertThat(fields(Map.of("hidden_size", 96))).isEmpty();
    assertThat(fields(Map.of("hidden_size", 101))).containsExactly("num_heads");
    assertThat(fields(Map.of("task", "lm-finetune", "num_layers", 2)))
        .containsExactly("num_layers");
    assertThat(FormJudgement.of(Map.of()).stream().map(FormProblem::field))
        .containsExactly("base_model", "task");
  }

  private static List<String> fields(Map<String, Object> more) {
    Map<String, Object> form = new HashMap<>(NANO);
    form.putAll(more);
    return FormJudgement.of(form).stream().map(FormProblem::field).toList();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyPrecisionAndTaskIsOnTheForm(Precision precision) {
    assertThat(values("precision")).contains(precision.label());
    assertThat(values("task")).containsExactlyInAnyOrderElementsOf(TrainingForm.TASKS);
  }

  private static List<String> values(String field) {
    return FormCatalogue.named(field).orElseThrow().choices().stream()
        .map(FormField.Choice::value)
        .toList();
  }

  @Test
  void everyFieldHasItsPlaceInTheDraftOfAManifest() {
    Map<String, Object> given = new HashMap<>();
    FormCatalogue.FIELDS.forEach(field ->
        given.put(
            field.name(), field.kind() == FormField.Kind.TAGS ? List.of("a") : field.least()));
    given.putAll(
        Map.of(
            "component",
            "text",
            "base_model",
            "nano",
            "task",
            "lm-pretrain",
            "optimizer",
            "adamw",
            "precision",
            "fp16",
            "quantize",
            "none",
            "preprocessing_profile",
            "factory",
            "privacy_level",
            "none"));
    TrainingForm form = TrainingForm.training(given);
    Map<String, Object> draft = FormTargets.draft(form, form.name().toString(), NodeType.INFERENCE);
    for (FormField field : FormCatalogue.FIELDS) {
      for (String target : Arrays.asList(field.target().split(", "))) {
        Object found = draft.get(target);
        assertThat(found).as(field.name()).isNotNull();
        if (found instanceof Map<?, ?> object) {
          assertThat(object.containsKey(field.name())).as(field.name()).isTrue();
        }
      }
    }
  }
}
