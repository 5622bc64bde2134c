package aifactory.inference.answer;

/// How questions are answered.
///
/// @param passages passages looked up per question
/// @param weakBelowParameters models smaller than this are not trusted to speak for themselves
public record AnswerSettings(
    boolean retrieval, ExtractiveAnswers extractive, int passages, long weakBelowParameters) {
  /// When an answer is quoted instead of generated.
  public enum ExtractiveAnswers {
    /// When there is no model or a weak one.
    AUTO,
    ALWAYS,
    NEVER
  }
}
