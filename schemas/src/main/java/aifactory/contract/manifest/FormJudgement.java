package aifactory.contract.manifest;

import aifactory.contract.manifest.FormProblem.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that is wrong with a training form, field by field: not JSON of the field's kind, out
/// of bounds, contradictory, or without an engine here yet.
public final class FormJudgement {
  private final Map<String, Object> said;
  private final List<FormProblem> problems = new ArrayList<>();

  private FormJudgement(Map<String, Object> said) {
    this.said = said;
  }

  /// What was really said: null, empty text and empty lists say nothing.
  public static Map<String, Object> said(Map<String, ?> given) {
    Map<String, Object> said = new TreeMap<>();
    given.forEach((name, value) -> {
      boolean nothing =
          value == null
              || value instanceof String text && text.isBlank()
              || value instanceof List<?> list && list.isEmpty();
      if (!nothing) {
        said.put(name, value);
      }
    });
    return said;
  }

  /// The problems; none = a job of it can be done, if its base model and data are there.
  public static List<FormProblem> of(Map<String, ?> given) {
    FormJudgement judgement = new FormJudgement(said(given));
    judgement.said.forEach(judgement::judge);
    judgement.together();
    return List.copyOf(judgement.problems);
  }

  private void judge(String name, Object value) {
    Optional<FormField> field = FormCatalogue.named(name);
    if (field.isEmpty()) {
      problems.add(FormProblem.of(name, Rule.UNKNOWN_FIELD, "is not on the training form"));
    } else if (field.get().unavailable().isPresent()) {
      noEngine(name, name, field.get().unavailable().get());
    } else {
      judge(field.get(), value);
    }
  }

  private void judge(FormField field, Object value) {
    switch (field.kind()) {
      case TEXT -> text(field, value);
      case CHOICE -> choice(field, value);
      case WHOLE, NUMBER -> number(field, value);
      case TAGS -> tags(field, value);
    }
  }

  private void text(FormField field, Object value) {
    boolean fits =
        value instanceof String text
            && text.length() <= field.most()
            && text.chars().noneMatch(Character::isISOControl);
    if (!fits) {
      problems.add(
          new FormProblem(
              field.name(),
              Rule.TEXT,
              "must be a text of at most %.0f characters".formatted(field.most()),
              Map.of("most", plain(field.most()))));
    }
  }

  private void choice(FormField field, Object value) {
    String asked = value.toString();
    if (field.name().equals("quantize") && value instanceof Boolean wanted) {
      asked = wanted ? Precision.INT8.label() : "none";
    } else if (!(value instanceof String)) {
      unknown(field, "must be one of " + values(field));
      return;
    }
    String wanted = asked;
    Optional<FormField.Choice> choice =
        field.choices().stream().filter(each -> each.value().equals(wanted)).findFirst();
    if (choice.isEmpty()) {
      unknown(field, "%s is none of %s".formatted(asked, values(field)));
    } else {
      choice
          .get()
          .unavailable()
          .ifPresent(why -> noEngine(field.name(), field.name() + " " + wanted, why));
    }
  }

  private static List<String> values(FormField field) {
    return field.choices().stream().map(FormField.Choice::value).toList();
  }

  private void number(FormField field, Object value) {
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    boolean whole = field.kind() == FormField.Kind.WHOLE;
    boolean fits =
        number >= field.least()
            && number <= field.most()
            && (!whole || number == Math.rint(number));
    if (!fits) {
      problems.add(
          new FormProblem(
              field.name(),
              whole ? Rule.WHOLE : Rule.NUMBER,
              "must be a %snumber from %s to %s"
                  .formatted(whole ? "whole " : "", plain(field.least()), plain(field.most())),
              Map.of("least", plain(field.least()), "most", plain(field.most()))));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private void tags(FormField field, Object value) {
    boolean fits =
        value instanceof List<?> list
            && list.size() <= field.most()
            && list.stream()
                .allMatch(
                    tag -> tag instanceof String text && !text.isBlank() && text.length() <= 200);
    if (!fits) {
      problems.add(
          new FormProblem(
              field.name(),
              Rule.TAGS,
              "must be a list of at most %.0f texts".formatted(field.most()),
              Map.of("most", plain(field.most()))));
    }
  }

  private void unknown(FormField field, String message) {
    problems.add(
        new FormProblem(
            field.name(),
            Rule.CHOICE,
            message,
            Map.of("choices", String.join(", ", values(field)))));
  }

  private void noEngine(String field, String value, String why) {
    problems.add(
        new FormProblem(
            field,
            Rule.NO_ENGINE,
            value + " has no engine here yet: " + why,
            Map.of("value", value, "why", why)));
  }

  private void together() {
    for (String name : List.of("base_model", "task")) {
      if (!said.containsKey(name)) {
        problems.add(FormProblem.of(name, Rule.MISSING, "is missing"));
      }
    }
    if (said.containsKey("epochs") && said.containsKey("steps")) {
      problems.add(FormProblem.of("steps", Rule.EPOCHS_AND_STEPS, "epochs say how long already"));
    }
    if (said.get("quantize") instanceof String quantize
        && !quantize.equals("none")
        && said.get("precision") instanceof String precision
        && contradict(precision, quantize)) {
      problems.add(
          new FormProblem(
              "precision",
              Rule.CONTRADICTION,
              "%s contradicts quantize %s".formatted(precision, quantize),
              Map.of("value", precision, "other", quantize)));
    }
    task();
    shape();
  }

  private static boolean contradict(String precision, String quantize) {
    boolean floating = List.of("fp32", "fp16", "bf16").contains(precision);
    return !floating && !precision.equals(quantize);
  }

  private void task() {
    Object task = said.get("task");
    Object base = said.get("base_model");
    boolean fromNothing = "lm-pretrain".equals(task);
    if (fromNothing && base instanceof String name && ModelPreset.named(name).isEmpty()) {
      List<String> presets =
          List.of(ModelPreset.values()).stream().map(ModelPreset::label).toList();
      problems.add(
          new FormProblem(
              "base_model",
              Rule.NO_PRESET,
              "base_model %s is no preset to begin from nothing with: choose %s"
                  .formatted(name, presets),
              Map.of("value", name, "choices", String.join(", ", presets))));
    }
    if ("lm-finetune".equals(task)) {
      for (String name : List.of("hidden_size", "num_layers", "num_heads", "vocab_size")) {
        if (said.containsKey(name)) {
          problems.add(
              FormProblem.of(
                  name, Rule.SHAPE_IS_KEPT, "a model that is trained on keeps the shape it has"));
        }
      }
    }
  }

  private void shape() {
    Optional<ModelPreset> preset =
        said.get("base_model") instanceof String name ? ModelPreset.named(name) : Optional.empty();
    Integer width = whole("hidden_size", preset.map(ModelPreset::width));
    Integer heads = whole("num_heads", preset.map(ModelPreset::heads));
    if (width != null && heads != null && heads > 0) {
      if (width % heads != 0) {
        problems.add(
            width(
                "num_heads",
                Rule.HEADS_DIVIDE,
                "must divide hidden_size %d, is %d".formatted(width, heads),
                heads,
                width));
      } else if (width / heads % 2 != 0) {
        problems.add(
            width(
                "num_heads",
                Rule.HEADS_EVEN,
                "%d / %d is odd: heads turn pairs".formatted(width, heads),
                heads,
                width));
      }
    }
    Integer produced = whole("embedding_dim", Optional.empty());
    boolean language = said.get("task") instanceof String task && task.startsWith("lm-");
    if (language && produced != null && width != null && !produced.equals(width)) {
      problems.add(
          width(
              "embedding_dim",
              Rule.EMBEDDING_WIDTH,
              "a language model's hidden states are hidden_size %d wide, not %d"
                  .formatted(width, produced),
              produced,
              width));
    }
  }

  private static FormProblem width(String field, Rule rule, String message, int value, int width) {
    return new FormProblem(
        field,
        rule,
        message,
        Map.of("value", Integer.toString(value), "width", Integer.toString(width)));
  }

  private @org.jspecify.annotations.Nullable Integer whole(
      String name, Optional<Integer> otherwise) {
    return said.get(name) instanceof Number number
        ? Integer.valueOf(number.intValue())
        : otherwise.orElse(null);
  }
}
