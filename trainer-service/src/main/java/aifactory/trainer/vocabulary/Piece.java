package aifactory.trainer.vocabulary;

import java.util.regex.Pattern;

/// One token of a SentencePiece vocabulary.
///
/// @param text with `▁` for a space
/// @param score the higher, the earlier it is merged
/// @param kind what it is for
public record Piece(String text, float score, Kind kind) {
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  /// SentencePiece's kinds of tokens; the numbers are those of its files and of GGUF's.
  public enum Kind {
    NORMAL(1),
    UNKNOWN(2),
    CONTROL(3),
    USER_DEFINED(4),
    UNUSED(5),
    BYTE(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new VocabularyException("a token of the unknown kind " + code);
    }
  }

  /// Whether the text stands for one byte.
  static boolean isByte(String text) {
    return BYTE.matcher(text).matches();
  }
}
