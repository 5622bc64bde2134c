package aifactory.console.promotion;

/// One bundle with one evaluation of exactly that bundle.
///
/// @param evaluationSetHash the sealed set it was scored on
/// @param onCurrentSet whether no newer evaluation set exists
/// @param score 0..1, the lowest of its well represented languages
/// @param parityPassed its logits equal the trainer's
/// @param selfTestPassed it loads and generates
/// @param taint why it must not serve (a domain that is forbidden now), empty when clean
public record Candidate(
    String bundleId,
    String evaluationId,
    String evaluationSetHash,
    boolean onCurrentSet,
    double score,
    boolean parityPassed,
    boolean selfTestPassed,
    String taint) {}
