package aifactory.trainer.gguf;

/// A GGUF file is damaged or holds what this code does not read. The message names the place.
public final class GgufException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GgufException(String message) {
    super(message);
  }
}
