package aifactory.contract.manifest;

import java.util.List;
import java.util.Optional;

/// One field of the training form: what it takes, and where its value is found afterwards.
///
/// @param name as JSON has it
/// @param kind of its value
/// @param target part of the manifest that holds the value
/// @param choices of a [Kind#CHOICE], or suggestions of a [Kind#TEXT]
/// @param least smallest number, or fewest tags
/// @param most largest number, or longest text
/// @param standard what holds where nothing is said; empty = the field is left out
/// @param unavailable why no value is taken yet; empty = values are
public record FormField(
    String name,
    Kind kind,
    String target,
    List<Choice> choices,
    double least,
    double most,
    Optional<String> standard,
    Optional<String> unavailable) {
  /// JSON types of values.
  public enum Kind {
    TEXT,
    CHOICE,
    WHOLE,
    NUMBER,
    TAGS
  }

  /// @param value to be said
  /// @param unavailable why it is not taken yet; empty = it is
  public record Choice(String value, Optional<String> unavailable) {
    static Choice of(String value) {
      return new Choice(value, Optional.empty());
    }

    static Choice missing(String value, String why) {
      return new Choice(value, Optional.of(why));
    }
  }

  static FormField text(String name, String target, int most, Choice... suggestions) {
    return new FormField(
        name, Kind.TEXT, target, List.of(suggestions), 1, most, Optional.empty(), Optional.empty());
  }

  static FormField choice(String name, String target, String standard, Choice... choices) {
    return new FormField(
        name,
        Kind.CHOICE,
        target,
        List.of(choices),
        0,
        0,
        Optional.of(standard).filter(each -> !each.isEmpty()),
        Optional.empty());
  }

  static FormField whole(String name, String target, double least, double most) {
    return new FormField(
        name, Kind.WHOLE, target, List.of(), least, most, Optional.empty(), Optional.empty());
  }

  static FormField number(String name, String target, double least, double most) {
    return new FormField(
        name, Kind.NUMBER, target, List.of(), least, most, Optional.empty(), Optional.empty());
  }

  static FormField tags(String name, String target) {
    return new FormField(
        name, Kind.TAGS, target, List.of(), 0, 64, Optional.empty(), Optional.empty());
  }

  FormField byDefault(Object value) {
    return new FormField(
        name, kind, target, choices, least, most, Optional.of(plain(value)), unavailable);
  }

  /// `0.0003`, not `3.0E-4`.
  private static String plain(Object value) {
    return value instanceof Double number
        ? new java.math.BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  FormField missing(String why) {
    return new FormField(name, kind, target, choices, least, most, standard, Optional.of(why));
  }
}
