package aifactory.trainer.vocabulary;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A SentencePiece `.model`: a protocol buffer with pieces, how they were learned and how text is
/// normalised before.
///
/// @param pieces by id
/// @param kind how it was learned: 1 unigram, 2 BPE
/// @param beginId id of the token before a text, −1 = none
/// @param endId id of the token after a text, −1 = none
/// @param spaceBefore `add_dummy_prefix`
public record SentencePieceModel(
    List<Piece> pieces, int kind, int beginId, int endId, boolean spaceBefore) {
  private static final int BPE = 2;

  /// Reads the file's bytes.
  public static SentencePieceModel read(byte[] bytes) {
    Reading reading = new Reading();
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> reading.piece(message(in));
          case 2 -> reading.training(message(in));
          case 3 -> reading.normalizing(message(in));
          default -> in.skipField(tag);
        }
      }
    } catch (IOException e) {
      throw new VocabularyException("not a SentencePiece model", e);
    }
    if (reading.pieces.isEmpty()) {
      throw new VocabularyException("a SentencePiece model without pieces");
    }
    if (reading.kind != BPE) {
      throw new VocabularyException(
          "a SentencePiece model of kind %d is not read; known is BPE (2)".formatted(reading.kind));
    }
    return new SentencePieceModel(
        List.copyOf(reading.pieces),
        reading.kind,
        reading.beginId,
        reading.endId,
        reading.spaceBefore);
  }

  private static CodedInputStream message(CodedInputStream in) throws IOException {
    return CodedInputStream.newInstance(in.readByteArray());
  }

  private static final class Reading {
    private final List<Piece> pieces = new ArrayList<>();
    private int kind = 1;
    private int beginId = 1;
    private int endId = 2;
    private boolean spaceBefore = true;

    private void piece(CodedInputStream in) throws IOException {
      String text = "";
      float score = 0;
      int code = 1;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> text = in.readString();
          case 2 -> score = in.readFloat();
          case 3 -> code = in.readEnum();
          default -> in.skipField(tag);
        }
      }
      pieces.add(new Piece(text, score, Piece.Kind.ofCode(code)));
    }

    private void training(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 3 -> kind = in.readEnum();
          case 41 -> beginId = in.readInt32();
          case 42 -> endId = in.readInt32();
          default -> in.skipField(tag);
        }
      }
    }

    private void normalizing(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 3) {
          spaceBefore = in.readBool();
        } else {
          in.skipField(tag);
        }
      }
    }
  }

  /// As `tokenizer.json`.
  public String json() {
    Integer begin = beginId >= 0 && beginId < pieces.size() ? beginId : null;
    return SentencePieceJson.of(pieces, new SentencePieceJson.Use(begin, spaceBefore));
  }
}
