package aifactory.trainer.vocabulary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The `tokenizer.bin` of llama2.c: the longest token's length, then score, length and bytes of
/// each token. It is a SentencePiece vocabulary in which `▁` is written as a space and the tokens
/// that begin and end a text have line breaks around them.
public final class Llama2cVocabulary {
  private static final int UNKNOWN = 0;
  private static final int BEGIN = 1;
  private static final int END = 2;

  private Llama2cVocabulary() {}

  /// Reads the file's bytes.
  public static List<Piece> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Integer.BYTES || in.getInt() < 1) {
      throw new VocabularyException("this is no llama2.c tokenizer: no length of a longest token");
    }
    List<Piece> pieces = new ArrayList<>();
    while (in.hasRemaining()) {
      pieces.add(piece(in, pieces.size()));
    }
    if (pieces.size() <= END) {
      throw new VocabularyException("a llama2.c tokenizer of " + pieces.size() + " tokens");
    }
    return pieces;
  }

  private static Piece piece(ByteBuffer in, int id) {
    if (in.remaining() < Float.BYTES + Integer.BYTES) {
      throw new VocabularyException("file ends inside token " + id);
    }
    float score = in.getFloat();
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new VocabularyException("file ends inside token " + id);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length)).toString();
    } catch (CharacterCodingException e) {
      throw new VocabularyException("token " + id + " is no UTF-8", e);
    }
    in.position(in.position() + length);
    return switch (id) {
      case UNKNOWN -> new Piece(text.strip(), score, Piece.Kind.UNKNOWN);
      case BEGIN, END -> new Piece(text.strip(), score, Piece.Kind.CONTROL);
      default ->
          Piece.isByte(text)
              ? new Piece(text, score, Piece.Kind.BYTE)
              : new Piece(text.replace(' ', '▁'), score, Piece.Kind.NORMAL);
    };
  }

  /// As `tokenizer.json`.
  public static String json(byte[] bytes) {
    return SentencePieceJson.of(read(bytes), new SentencePieceJson.Use(BEGIN, true));
  }
}
