package aifactory.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.generate.FinishReason;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TokenBytesTest;
import aifactory.inference.sample.SamplingSettings;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// One text through the loop: where it ends and what is shown of it.
final class GenerationTest {
  private final RecordingSink sink = new RecordingSink();

  private Generated generated(ScriptedRows rows, GenerationRequest request) {
    BatchSettings settings = new BatchSettings(4, 0, 4);
    try (BatchLoop loop =
            new BatchLoop(
                rows,
                settings,
                ChunkGrid.even(16, rows.window()),
                TokenBytesTest.ofEveryByte(),
                Set.of(ScriptedRows.END),
                RandomGenerator.getDefault());
        Place place = loop.enter().orElseThrow()) {
      return place.generate(request, sink);
    }
  }

  @Test
  void endsAtTheEndToken() {
    Generated made = generated(ScriptedRows.saying("Hello"), request(100));
    assertThat(sink.text()).isEqualTo("Hello");
    assertThat(made.reason()).isEqualTo(FinishReason.STOP);
    assertThat(made.completionTokens()).isEqualTo(5);
  }

  @Test
  void endsAtTheTokenLimit() {
    Generated made = generated(ScriptedRows.saying("Hello"), request(3));
    assertThat(sink.text()).isEqualTo("Hel");
    assertThat(made.reason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void endsBeforeAStopStringThatComesOverSeveralTokens() {
    Generated made =
        generated(ScriptedRows.saying("one\nUsers\nUser: two"), request(100, "\nUser:"));
    assertThat(sink.text()).isEqualTo("one\nUsers");
    assertThat(made.reason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void showsWhatLookedLikeAStopStringWhenTheAnswerEnds() {
    generated(ScriptedRows.saying("one\nUse"), request(100, "\nUser:"));
    assertThat(sink.text()).isEqualTo("one\nUse");
  }

  @Test
  void neverSplitsACharacter() {
    generated(ScriptedRows.saying("工場は𠮷い🏭"), request(100));
    assertThat(sink.pieces).containsExactly("工", "場", "は", "𠮷", "い", "🏭");
  }

  @Test
  void leavesOutHalfACharacterAtTheTokenLimit() {
    generated(ScriptedRows.saying("工場"), request(5));
    assertThat(sink.text()).isEqualTo("工");
  }

  @Test
  void bytesThatAreNoTextBecomeReplacementCharactersAndTextGoesOn() {
    int[] script = {0xE3, 0xE3, 0x81, 0x82, 0xFF, 'a', ScriptedRows.END};
    generated(ScriptedRows.scripted(script), request(100));
    assertThat(sink.text()).isEqualTo("\uFFFDあ\uFFFDa");
  }

  @Test
  void tellsTheProbabilityOfEachTokenWithItsText() {
    GenerationRequest asked = request(2, 3);
    generated(ScriptedRows.saying("Hi"), asked);
    assertThat(sink.scores).extracting(score -> (char) score.token()).containsExactly('H', 'i');
    // One score of 10 among 257 tokens, the others 0.
    double expected = 10 - Math.log(Math.exp(10) + 256);
    assertThat(sink.scores)
        .allSatisfy(score -> {
          assertThat(score.logProbability())
              .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-5));
          assertThat(score.best()).hasSize(3);
          assertThat(score.best().getFirst().token()).isEqualTo(score.token());
        });
  }

  private static GenerationRequest request(int maxTokens, String... stop) {
    return request(maxTokens, -1, stop);
  }

  private static GenerationRequest request(int maxTokens, int scores, String... stop) {
    return new GenerationRequest(
        new int[] {1, 2, 3}, maxTokens, List.of(stop), SamplingSettings.GREEDY, scores, null, "me");
  }
}
