package aifactory.trainer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.trainer.tokenizer.PublishedTokenizer;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignVocabularyTest {
  @TempDir Path scratch;

  private static final List<Piece> PIECES =
      List.of(
          new Piece("<unk>", 0, Piece.Kind.UNKNOWN),
          new Piece("<s>", 0, Piece.Kind.CONTROL),
          new Piece("</s>", 0, Piece.Kind.CONTROL),
          new Piece("<0xE5>", 0, Piece.Kind.BYTE),
          new Piece("<0xB7>", 0, Piece.Kind.BYTE),
          new Piece("<0xA5>", 0, Piece.Kind.BYTE),
          new Piece("▁a", -1, Piece.Kind.NORMAL),
          new Piece("ab", -2, Piece.Kind.NORMAL),
          new Piece("▁ab", -3, Piece.Kind.NORMAL),
          new Piece("▁", -4, Piece.Kind.NORMAL),
          new Piece("a", -5, Piece.Kind.NORMAL),
          new Piece("b", -6, Piece.Kind.NORMAL));

  private static byte[] llama2c() {
    ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN).putInt(9);
    for (Piece piece : PIECES) {
      String text =
          piece.kind() == Piece.Kind.CONTROL
              ? "\n" + piece.text() + "\n"
              : piece.text().replace('▁', ' ');
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes.putFloat(piece.score()).putInt(utf8.length).put(utf8);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] sentencePiece(int kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (Piece piece : PIECES) {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      CodedOutputStream fields = CodedOutputStream.newInstance(inner);
      fields.writeString(1, piece.text());
      fields.writeFloat(2, piece.score());
      fields.writeEnum(3, piece.kind().code());
      fields.flush();
      out.writeByteArray(1, inner.toByteArray());
    }
    ByteArrayOutputStream training = new ByteArrayOutputStream();
    CodedOutputStream fields = CodedOutputStream.newInstance(training);
    fields.writeEnum(3, kind);
    fields.flush();
    out.writeByteArray(2, training.toByteArray());
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void bothFilesBecomeTheSameVocabulary() throws IOException {
    String json = SentencePieceModel.read(sentencePiece(2)).json();
    assertThat(Llama2cVocabulary.json(llama2c())).isEqualTo(json);
    try (PublishedTokenizer tokenizer = PublishedTokenizer.open(json)) {
      // ▁a has the better score, so ▁ab is made of ▁a and b.
      assertThat(tokenizer.encode("ab ab", false).ids()).containsExactly(8, 8);
      assertThat(tokenizer.encode("ba", true).ids()).containsExactly(1, 9, 11, 10);
      int[] bytes = tokenizer.encode("工", false).ids();
      assertThat(bytes).containsExactly(9, 3, 4, 5);
      assertThat(tokenizer.decode(bytes, false)).isEqualTo("工");
      assertThat(tokenizer.decode(new int[] {1, 8, 8}, false)).isEqualTo("ab ab");
    }
  }

  @Test
  void damagedFilesAreRefusedByTheToken() {
    byte[] cut = Arrays.copyOf(llama2c(), llama2c().length - 1);
    assertThatThrownBy(() -> Llama2cVocabulary.json(cut)).hasMessageContaining("inside token 11");
    assertThatThrownBy(() -> SentencePieceModel.read(sentencePiece(1)))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("kind 1 is not read");
    assertThatThrownBy(() -> SentencePieceModel.read(new byte[] {10, 50, 1}))
        .isInstanceOf(VocabularyException.class);
  }

  @Test
  void mergesOfTokensWithSpacesAreReadByTheVocabulary() throws IOException {
    String old =
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\" \":0,\"  \":1,\"a\":2},\"merges\":[\"   \"]}}";
    Path file = Files.writeString(scratch.resolve("tokenizer.json"), old);
    try (PublishedTokenizer tokenizer = PublishedTokenizer.open(VocabularyFolder.of(file))) {
      assertThat(tokenizer.encode("  a", false).ids()).containsExactly(1, 2);
    }
  }
}
