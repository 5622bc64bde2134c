package aifactory.trainer.vocabulary;

/// A vocabulary is damaged or of a kind that is not read.
public final class VocabularyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VocabularyException(String message) {
    super(message);
  }

  VocabularyException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
