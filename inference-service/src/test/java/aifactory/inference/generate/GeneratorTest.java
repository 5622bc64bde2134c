package aifactory.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.sample.SamplingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
  private final Generator generator = new Generator(RandomGenerator.getDefault());

  /// Remembers the pieces; cancels after so many.
  private static final class RecordingSink implements TextSink {
    final List<String> pieces = new ArrayList<>();
    final int cancelAfter;

    RecordingSink(int cancelAfter) {
      this.cancelAfter = cancelAfter;
    }

    @Override
    public void emit(String piece) {
      pieces.add(piece);
    }

    @Override
    public boolean isCancelled() {
      return pieces.size() >= cancelAfter;
    }

    String text() {
      return String.join("", pieces);
    }
  }

  @Test
  void endsAtTheEndToken() {
    ScriptedModel model = ScriptedModel.saying("Hello");
    RecordingSink sink = new RecordingSink(1000);
    Generated made = generator.generate(model, request(100), sink);
    assertThat(sink.text()).isEqualTo("Hello");
    assertThat(made.reason()).isEqualTo(FinishReason.STOP);
    assertThat(made.completionTokens()).isEqualTo(5);
    assertThat(model.openDecodings).isZero();
  }

  @Test
  void endsAtTheTokenLimit() {
    RecordingSink sink = new RecordingSink(1000);
    Generated made = generator.generate(ScriptedModel.saying("Hello"), request(3), sink);
    assertThat(sink.text()).isEqualTo("Hel");
    assertThat(made.reason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void endsBeforeAStopStringThatComesOverSeveralTokens() {
    RecordingSink sink = new RecordingSink(1000);
    Generated made =
        generator.generate(
            ScriptedModel.saying("one\nUsers\nUser: two"), request(100, "\nUser:"), sink);
    assertThat(sink.text()).isEqualTo("one\nUsers");
    assertThat(made.reason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void showsWhatLookedLikeAStopStringWhenTheAnswerEnds() {
    RecordingSink sink = new RecordingSink(1000);
    generator.generate(ScriptedModel.saying("one\nUse"), request(100, "\nUser:"), sink);
    assertThat(sink.text()).isEqualTo("one\nUse");
  }

  @Test
  void neverSplitsACharacter() {
    RecordingSink sink = new RecordingSink(1000);
    generator.generate(ScriptedModel.saying("工場は𠮷い🏭"), request(100), sink);
    assertThat(sink.pieces).containsExactly("工", "場", "は", "𠮷", "い", "🏭");
  }

  @Test
  void leavesOutHalfACharacterAtTheTokenLimit() {
    RecordingSink sink = new RecordingSink(1000);
    generator.generate(ScriptedModel.saying("工場"), request(5), sink);
    assertThat(sink.text()).isEqualTo("工");
  }

  @Test
  void bytesThatAreNoTextBecomeReplacementCharactersAndTextGoesOn() {
    RecordingSink sink = new RecordingSink(1000);
    int[] script = {0xE3, 0xE3, 0x81, 0x82, 0xFF, 'a', ScriptedModel.END};
    generator.generate(new ScriptedModel(script), request(100), sink);
    assertThat(sink.text()).isEqualTo("\uFFFDあ\uFFFDa");
  }

  @Test
  void stopsWithinOneStepWhenTheClientHasGone() {
    ScriptedModel model = ScriptedModel.saying("Hello world");
    RecordingSink sink = new RecordingSink(3);
    Generated made = generator.generate(model, request(100), sink);
    assertThat(sink.text()).isEqualTo("Hel");
    assertThat(made.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(model.openDecodings).isZero();
  }

  private static GenerationRequest request(int maxTokens, String... stop) {
    return new GenerationRequest(
        new int[] {1, 2, 3}, maxTokens, List.of(stop), SamplingSettings.GREEDY);
  }
}
