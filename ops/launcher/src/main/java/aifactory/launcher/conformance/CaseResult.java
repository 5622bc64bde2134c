package aifactory.launcher.conformance;

/// How one case went.
///
/// @param why empty when it passed
public record CaseResult(String name, boolean passed, String why) {
  static CaseResult passed(String name) {
    return new CaseResult(name, true, "");
  }

  static CaseResult failed(String name, String why) {
    return new CaseResult(name, false, why);
  }
}
