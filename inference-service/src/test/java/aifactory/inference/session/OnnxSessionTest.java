package aifactory.inference.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.TinyBundle;
import aifactory.inference.generate.Decoding;
import aifactory.inference.generate.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxSessionTest {
  private static final float TOLERANCE = 2e-4f;
  private static final GenerationConfiguration SHAPE =
      GenerationConfiguration.read(TinyBundle.FIXTURE);
  private static final int[] TOKENS = {5, 80, 33, 200, 7, 7, 319, 12, 90, 41, 60, 2};
  private static OnnxSession session;

  @TempDir static Path cache;

  @BeforeAll
  static void open() {
    session = OnnxSession.open(TinyBundle.FIXTURE, SHAPE, new SessionSettings(1, 2));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void decodingWithTheCacheEqualsComputingEverythingAgain() {
    try (Decoding cached = session.decoding()) {
      for (int length = 1; length <= TOKENS.length; length++) {
        float[] step = cached.advance(new int[] {TOKENS[length - 1]}).clone();
        assertClose(step, whole(Arrays.copyOf(TOKENS, length)));
      }
    }
  }

  @Test
  void aPromptInChunksEqualsOneInOnePiece() {
    try (Decoding chunked = session.decoding()) {
      chunked.advance(Arrays.copyOfRange(TOKENS, 0, 5));
      float[] logits = chunked.advance(Arrays.copyOfRange(TOKENS, 5, TOKENS.length));
      assertClose(logits, whole(TOKENS));
    }
  }

  @Test
  void aUsedCacheKnowsNothingOfTheTextBefore() {
    float[] first = whole(new int[] {9, 8, 7});
    whole(TOKENS);
    assertThat(whole(new int[] {9, 8, 7})).containsExactly(first);
  }

  @Test
  void textsMadeAtTheSameTimeDoNotTouchEachOther() throws InterruptedException, ExecutionException {
    List<Callable<float[]>> work = new ArrayList<>();
    List<float[]> alone = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int[] tokens = {i, i + 3, i * 2, 100 + i, 17};
      alone.add(whole(tokens));
      work.add(() -> stepwise(tokens));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<float[]>> together = threads.invokeAll(work);
      for (int i = 0; i < alone.size(); i++) {
        assertClose(together.get(i).get(), alone.get(i));
      }
    }
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

  private static float[] whole(int[] tokens) {
    try (Decoding decoding = session.decoding()) {
      return decoding.advance(tokens).clone();
    }
  }

  private static float[] stepwise(int[] tokens) {
    try (Decoding decoding = session.decoding()) {
      float[] logits = {};
      for (int token : tokens) {
        logits = decoding.advance(new int[] {token});
      }
      return logits.clone();
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("token %d", i).isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
