package aifactory.trainer.tokenizer;

import java.util.List;
import java.util.stream.Stream;

/// Tokens that no text spells. Their ids are their ordinals. The chat marks are reserved from the
/// start, because a vocabulary cannot grow once a model has learned it.
public enum SpecialToken {
  /// Between documents; ends an answer.
  END_OF_TEXT("<|endoftext|>"),
  /// Before a chat turn.
  TURN_START("<|im_start|>"),
  /// After a chat turn.
  TURN_END("<|im_end|>"),
  /// Fills a row; never learned.
  PADDING("<|pad|>");

  private final String text;

  SpecialToken(String text) {
    this.text = text;
  }

  /// How `tokenizer.json` writes it.
  public String text() {
    return text;
  }

  /// Its token id.
  public int id() {
    return ordinal();
  }

  static List<String> inIdOrder() {
    return Stream.of(values()).map(SpecialToken::text).toList();
  }
}
