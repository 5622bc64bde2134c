package aifactory.contract.manifest;

/// What is wrong with one field of a training form.
///
/// @param field its name, as the form has it
/// @param message for people
/// @param kind whether no form may say this, or only none of today
public record FormProblem(String field, String message, Kind kind) {
  /// Why a value is not taken.
  public enum Kind {
    /// No value of that field.
    INVALID,
    /// A value that has no engine here yet.
    NOT_AVAILABLE
  }

  static FormProblem invalid(String field, String message) {
    return new FormProblem(field, message, Kind.INVALID);
  }

  static FormProblem notAvailable(String field, String message) {
    return new FormProblem(field, message, Kind.NOT_AVAILABLE);
  }
}
