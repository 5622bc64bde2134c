package aifactory.launcher.check;

/// One thing that was looked at.
///
/// @param subject what, in two words
/// @param good whether the factory can work with it
/// @param message what was found and, if it is not good, what to do
public record Finding(String subject, boolean good, String message) {
  static Finding good(String subject, String message) {
    return new Finding(subject, true, message);
  }

  static Finding bad(String subject, String message) {
    return new Finding(subject, false, message);
  }

  @Override
  public String toString() {
    return (good ? "ok       " : "PROBLEM  ") + subject + ": " + message;
  }
}
