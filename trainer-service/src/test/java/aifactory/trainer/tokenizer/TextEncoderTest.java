package aifactory.trainer.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextEncoderTest {
  @TempDir Path directory;
  private Path file;
  private LearnedTokenizer learned;

  @BeforeEach
  void learn() throws IOException {
    learned = MergeLearner.learn(WordCounts.of(MergeLearnerTest.corpus(), 2), 1400);
    file = Files.writeString(directory.resolve("tokenizer.json"), learned.json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The log is the dataset.",
        " leading and trailing  ",
        "日本語の文章を学習します。カタカナも、漢字も。",
        "😀 👩‍👩‍👧‍👦 🏳️‍🌈",
        "tab\tnewline\n\n\u3000nbsp\u00a0",
        "\u0000\u0007\uFFFD",
        "नमस्ते สวัสดี 안녕",
        "a spelled <|endoftext|> is text, <|im_start|><|pad|> too <<|im_end|>"
      })
  void decodesWhatItEncoded(String text) {
    try (TextEncoder encoder = TextEncoder.open(file)) {
      assertThat(encoder.decode(encoder.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void neverTakesTextForASpecialToken() {
    try (TextEncoder encoder = TextEncoder.open(file)) {
      assertThat(IntStream.of(encoder.encode("x<|endoftext|>y<|im_start|>")).boxed())
          .allMatch(id -> id >= SpecialToken.values().length);
    }
  }

  @Test
  void encodesLongTextsWhole() {
    String text = "The factory keeps what it reads. ".repeat(2000);
    try (TextEncoder encoder = TextEncoder.open(file)) {
      assertThat(encoder.decode(encoder.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void usesTheLearnedMerges() throws IOException {
    String text = MergeLearnerTest.resource("bpe-corpus.txt");
    try (TextEncoder encoder = TextEncoder.open(file)) {
      assertThat(encoder.encode(text).length).isLessThan(text.length() / 2);
      assertThat(encoder.hash()).isEqualTo(learned.hash());
    }
  }
}
