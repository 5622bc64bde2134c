package aifactory.inference.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.TinyBundle;
import aifactory.inference.batch.RowCache;
import aifactory.inference.generate.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxRowsTest {
  private static final float TOLERANCE = 2e-4f;
  private static final int ROWS = 8;
  private static final GenerationConfiguration SHAPE =
      GenerationConfiguration.read(TinyBundle.FIXTURE);
  private static final int[] TOKENS = {5, 80, 33, 200, 7, 7, 319, 12, 90, 41, 60, 2};
  private static RowCache rows;

  @TempDir static Path cache;

  @BeforeAll
  static void open() {
    rows = OnnxSession.open(TinyBundle.FIXTURE, SHAPE, new SessionSettings(1, ROWS, 64 << 20));
  }

  @AfterAll
  static void close() {
    rows.close();
  }

  @Test
  void decodingWithTheCacheEqualsComputingEverythingAgain() {
    float[] step = rows.prefill(0, 0, new int[] {TOKENS[0]});
    for (int length = 1; length < TOKENS.length; length++) {
      step = rows.decode(new int[] {length}, new int[] {TOKENS[length]});
      assertClose(Arrays.copyOf(step, SHAPE.vocabularySize()), whole(1, length + 1));
    }
  }

  @Test
  void aPromptInChunksEqualsOneInOnePiece() {
    int[] prompt = drawn(60, 1);
    float[] expected = rows.prefill(2, 0, prompt).clone();
    for (int cut : new int[] {2, 13, 16, 33, 50, 58}) {
      rows.prefill(0, 0, Arrays.copyOfRange(prompt, 0, cut));
      assertClose(rows.prefill(0, cut, Arrays.copyOfRange(prompt, cut, prompt.length)), expected);
    }
  }

  @Test
  void eightTextsOfDifferentLengthsInOneBatchAreThoseMadeAloneToken() {
    int[][] alone = new int[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      alone[i] = greedyAlone(drawn(3 + 3 * i, i), 40);
    }
    int[] lengths = new int[ROWS];
    int[] next = new int[ROWS];
    int[][] together = new int[ROWS][40];
    for (int i = 0; i < ROWS; i++) {
      int[] prompt = drawn(3 + 3 * i, i);
      next[i] = best(rows.prefill(i, 0, prompt), 0);
      lengths[i] = prompt.length;
      together[i][0] = next[i];
    }
    for (int made = 1; made < 40; made++) {
      float[] scores = rows.decode(lengths, next);
      for (int i = 0; i < ROWS; i++) {
        lengths[i]++;
        next[i] = best(scores, i);
        together[i][made] = next[i];
      }
    }
    assertThat(together).isDeepEqualTo(alone);
  }

  @Test
  void aRowMovedOrCopiedGoesOnAsBefore() {
    int[] prompt = drawn(30, 3);
    int[] beginning = Arrays.copyOf(prompt, 20);
    rows.prefill(5, 0, beginning);
    int[] rest = Arrays.copyOfRange(prompt, 20, 30);
    float[] expected = rows.prefill(5, 20, rest).clone();
    rows.prefill(0, 0, beginning);
    rows.prefill(6, 0, drawn(25, 4));
    rows.swap(0, 6, 20, 25);
    rows.copy(6, 3, 20);
    assertThat(rows.prefill(3, 20, rest)).isEqualTo(expected);
    assertThat(rows.prefill(6, 20, rest)).isEqualTo(expected);
  }

  @Test
  void aUsedRowKnowsNothingOfTheTextBefore() {
    float[] first = rows.prefill(4, 0, new int[] {9, 8, 7}).clone();
    rows.prefill(4, 0, TOKENS);
    assertThat(rows.prefill(4, 0, new int[] {9, 8, 7})).isEqualTo(first);
  }

  @Test
  void whereMemoryIsShortRowsGiveWayAndThenTheWindow() {
    long perToken = 2L * SHAPE.layers() * SHAPE.keyValueHeads() * SHAPE.headWidth() * Float.BYTES;
    long row = perToken * SHAPE.contextTokens();
    CacheShape three = CacheShape.within(SHAPE, new SessionSettings(1, ROWS, 3 * row + 1));
    assertThat(three.rows()).isEqualTo(3);
    assertThat(three.positions()).isEqualTo(SHAPE.contextTokens());
    assertThat(three.bytes()).isLessThanOrEqualTo(3 * row + 1);
    CacheShape half = CacheShape.within(SHAPE, new SessionSettings(1, ROWS, row / 2));
    assertThat(half.rows()).isEqualTo(1);
    assertThat(half.positions()).isEqualTo(SHAPE.contextTokens() / 2);
    assertThatThrownBy(() -> CacheShape.within(SHAPE, new SessionSettings(1, ROWS, 1)))
        .isInstanceOf(SessionException.class);
  }

  @Test
  void ourBytesOfTokensSpellWhatWasEncoded() throws IOException {
    Path file = TinyBundle.FIXTURE.resolve(BundleLayout.TOKENIZER);
    TokenBytes bytes = TokenBytes.parse(Files.readString(file));
    try (TextEncoder encoder = TextEncoder.open(file, cache)) {
      for (String text : List.of("A page, kept.\n  x", "工場はページを集め𠮷🏭。", "é\u0000\t")) {
        ByteArrayOutputStream spelled = new ByteArrayOutputStream();
        for (int token : encoder.encode(text)) {
          spelled.writeBytes(bytes.of(token));
        }
        assertThat(spelled.toString(StandardCharsets.UTF_8)).isEqualTo(text);
      }
    }
  }

  private static float[] whole(int row, int length) {
    return rows.prefill(row, 0, Arrays.copyOf(TOKENS, length));
  }

  private static int[] greedyAlone(int[] prompt, int count) {
    int[] made = new int[count];
    made[0] = best(rows.prefill(0, 0, prompt), 0);
    for (int i = 1; i < count; i++) {
      made[i] = best(rows.decode(new int[] {prompt.length + i - 1}, new int[] {made[i - 1]}), 0);
    }
    return made;
  }

  private static int[] drawn(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] tokens = new int[length];
    Arrays.setAll(tokens, _ -> random.nextInt(SHAPE.vocabularySize()));
    return tokens;
  }

  private static int best(float[] scores, int row) {
    int from = row * SHAPE.vocabularySize();
    int best = 0;
    for (int token = 1; token < SHAPE.vocabularySize(); token++) {
      best = scores[from + token] > scores[from + best] ? token : best;
    }
    return best;
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("token %d", i).isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
