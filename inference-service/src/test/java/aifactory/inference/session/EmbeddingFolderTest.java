package aifactory.inference.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.inference.WordVectors;
import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingFolderTest {
  @TempDir static Path folder;

  private static Embedding open() {
    return EmbeddingFolder.open(
        WordVectors.write(folder.resolve("words")), folder.resolve("native"), 1);
  }

  @Test
  void aTextIsTheMeanOfItsWordsAtLengthOne() {
    try (Embedding words = open()) {
      assertThat(words.name()).isEqualTo("words");
      assertThat(words.dimensions()).isEqualTo(2);
      assertThat(words.embed("mixed").vector()).containsExactly(0.6f, 0.8f);
      float[] both = words.embed("Cat ENGINE").vector();
      assertThat(both[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
      assertThat(words.embed("cat engine").tokens()).isEqualTo(2);
    }
  }

  @Test
  void whatIsInNoVocabularySaysNothing() {
    try (Embedding words = open()) {
      assertThat(words.embed("cat 工場 xyz").vector()).containsExactly(1f, 0f);
      assertThat(words.embed("工場").vector()).containsExactly(0f, 0f);
      assertThat(words.embed("").vector()).containsExactly(0f, 0f);
    }
  }

  @Test
  void fewerDimensionsHaveLengthOneAgain() {
    assertThat(Vectors.shortened(new float[] {0.6f, 0.8f}, 1)).containsExactly(1f);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> EmbeddingFolder.open(empty, folder, 1))
        .hasMessageContaining("no tokenizer.json");
    Path broken = WordVectors.write(folder.resolve("broken"));
    Files.write(broken.resolve("model.safetensors"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> EmbeddingFolder.open(broken, folder, 1))
        .hasMessageContaining("not a safetensors file");
    Files.write(broken.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertThatThrownBy(() -> EmbeddingFolder.open(broken, folder, 1))
        .hasMessageContaining("no matrix 'embeddings'");
  }
}
