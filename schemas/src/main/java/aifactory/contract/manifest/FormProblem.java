package aifactory.contract.manifest;

import java.util.Map;

/// What is wrong with one field of a training form.
///
/// @param field its name, as the form has it
/// @param rule what it breaks, for programs and other languages
/// @param message the same for people, in English
/// @param values figures and words of the message, by name
public record FormProblem(String field, Rule rule, String message, Map<String, String> values) {
  /// Why a value is not taken.
  public enum Kind {
    /// No value of that field.
    INVALID,
    /// A value that has no engine here yet.
    NOT_AVAILABLE
  }

  /// What a field can break.
  public enum Rule {
    /// The form has no such field.
    UNKNOWN_FIELD(Kind.INVALID),
    /// What nothing here can do yet: `value`, `why`.
    NO_ENGINE(Kind.NOT_AVAILABLE),
    /// A text of at most `most` characters.
    TEXT(Kind.INVALID),
    /// One of `choices`.
    CHOICE(Kind.INVALID),
    /// A number from `least` to `most`.
    NUMBER(Kind.INVALID),
    /// A whole number from `least` to `most`.
    WHOLE(Kind.INVALID),
    /// A list of at most `most` texts.
    TAGS(Kind.INVALID),
    /// Nothing was said.
    MISSING(Kind.INVALID),
    /// Both epochs and steps.
    EPOCHS_AND_STEPS(Kind.INVALID),
    /// `value` contradicts quantize `other`.
    CONTRADICTION(Kind.INVALID),
    /// Training from nothing needs one of `choices`, not `value`.
    NO_PRESET(Kind.NOT_AVAILABLE),
    /// A model that is trained on keeps its shape.
    SHAPE_IS_KEPT(Kind.INVALID),
    /// Heads divide the width: `value`, `width`.
    HEADS_DIVIDE(Kind.INVALID),
    /// Numbers per head are even: `value`, `width`.
    HEADS_EVEN(Kind.INVALID),
    /// Hidden states are as wide as the model: `value`, `width`.
    EMBEDDING_WIDTH(Kind.INVALID),
    /// No type of node.
    NODE_TYPE(Kind.INVALID),
    /// No name of an artifact.
    NAME(Kind.INVALID),
    /// The name `value` is there already.
    NAME_TAKEN(Kind.INVALID),
    /// No artifact, bundle or checkpoint of the name `value`.
    NO_MODEL(Kind.NOT_AVAILABLE),
    /// More than one dataset version.
    ONE_DATASET(Kind.NOT_AVAILABLE),
    /// No sealed dataset version `value`.
    NO_DATASET(Kind.INVALID);

    private final Kind kind;

    Rule(Kind kind) {
      this.kind = kind;
    }
  }

  public FormProblem {
    values = Map.copyOf(values);
  }

  /// A problem without figures.
  public static FormProblem of(String field, Rule rule, String message) {
    return new FormProblem(field, rule, message, Map.of());
  }

  /// A problem with one value.
  public static FormProblem of(String field, Rule rule, String message, Object value) {
    return new FormProblem(field, rule, message, Map.of("value", value.toString()));
  }

  /// Whether no form may say this, or only none of today.
  public Kind kind() {
    return rule.kind;
  }
}
