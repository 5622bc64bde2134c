package aifactory.console.promotion;

/// What the rule says. Values only; the gate acts on them.
public sealed interface Verdict {
  /// The rule that decided, kept for years in `model.decisions`.
  Rule rule();

  /// In words, with the figures.
  String reason();

  /// May serve.
  record Promoted(Rule rule, String reason) implements Verdict {}

  /// Must not serve.
  record Refused(Rule rule, String reason) implements Verdict {}

  /// Cannot be said before production has a score on the same set.
  record Waiting(Rule rule, String reason) implements Verdict {}
}
