package aifactory.inference.answer;

import aifactory.inference.chat.Turn;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.sample.SamplingSettings;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a client asks, whatever endpoint it came through.
///
/// @param model name the client gave; null = whatever serves
/// @param maxTokens empty = as many as usual
/// @param choices texts wanted for the one prompt
/// @param scoresPerToken see [aifactory.inference.generate.GenerationRequest]
/// @param form what the text must be; null = anything
/// @param client whose request it is: its key, else its address
/// @param retrieval null = as the service is set
/// @param extractive null = as the service is set
public record AnswerRequest(
    Prompt prompt,
    @Nullable String model,
    OptionalInt maxTokens,
    List<String> stop,
    SamplingSettings sampling,
    @Nullable Boolean retrieval,
    @Nullable Boolean extractive,
    int choices,
    int scoresPerToken,
    @Nullable OutputForm form,
    String client) {

  /// What is to be continued.
  public sealed interface Prompt {
    /// A conversation; its last user turn is the question.
    record Dialogue(List<Turn> turns) implements Prompt {}

    /// A bare text.
    record Text(String text) implements Prompt {}

    /// Tokens of the served model.
    record Tokens(int[] ids) implements Prompt {}

    /// The text to look up; empty when there is none.
    default String question() {
      return switch (this) {
        case Dialogue(List<Turn> turns) ->
            turns.reversed().stream()
                .filter(turn -> turn.role() == Turn.Role.USER)
                .map(Turn::content)
                .findFirst()
                .orElse("");
        case Text(String text) -> text;
        case Tokens _ -> "";
      };
    }
  }
}
