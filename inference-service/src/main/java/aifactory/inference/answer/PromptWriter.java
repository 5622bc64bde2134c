package aifactory.inference.answer;

import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.answer.AnswerRequest.Prompt.Dialogue;
import aifactory.inference.answer.AnswerRequest.Prompt.Text;
import aifactory.inference.answer.AnswerRequest.Prompt.Tokens;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.chat.ChatTemplate;
import aifactory.inference.chat.Turn;
import aifactory.inference.generate.DecodingModel;
import aifactory.inference.retrieve.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Writes the prompt of one request for one model: what was asked, and before it as many passages
/// as the context window has room for.
final class PromptWriter {
  private static final int USUAL_ANSWER_TOKENS = 256;

  private final DecodingModel model;
  private final ChatTemplate template;

  PromptWriter(DecodingModel model) {
    this.model = model;
    this.template = ChatTemplate.of(model.configuration().chatTemplate());
  }

  /// @param used the passages that found room
  record Written(int[] tokens, int maxTokens, List<Passage> used) {}

  /// @throws RequestRefusedException when prompt and answer do not fit the context window
  Written write(Prompt prompt, OptionalInt maxTokens, List<Passage> passages) {
    int window = model.window();
    int[] bare = tokens(prompt, List.of());
    if (bare.length == 0) {
      throw new RequestRefusedException(Reason.INVALID_VALUE, "prompt", "the prompt is empty");
    }
    int wanted = maxTokens.orElse(1);
    if (bare.length + wanted > window) {
      throw new RequestRefusedException(
          Reason.CONTEXT_LENGTH_EXCEEDED,
          "messages",
          "the context window is %d tokens; the prompt has %d and %d are to be generated"
              .formatted(window, bare.length, wanted));
    }
    int usual = Math.min(USUAL_ANSWER_TOKENS, Math.max(1, window / 4));
    int answer = maxTokens.orElse(Math.min(usual, window - bare.length));
    List<Passage> used = new ArrayList<>();
    int[] written = bare;
    for (Passage passage : passages) {
      used.add(passage);
      int[] longer = tokens(prompt, used);
      if (longer.length + answer > window) {
        used.removeLast();
        break;
      }
      written = longer;
    }
    return new Written(written, answer, List.copyOf(used));
  }

  /// Stop strings that belong to the form of the prompt.
  List<String> stops(Prompt prompt) {
    return prompt instanceof Dialogue ? template.stops() : List.of();
  }

  private int[] tokens(Prompt prompt, List<Passage> passages) {
    return switch (prompt) {
      case Dialogue(List<Turn> turns) ->
          begun(model.encode(template.prompt(with(turns, passages))));
      case Text(String text) -> begun(model.encode(before(text, passages) + text));
      case Tokens(int[] ids) -> known(ids);
    };
  }

  private static List<Turn> with(List<Turn> turns, List<Passage> passages) {
    if (passages.isEmpty()) {
      return turns;
    }
    String question = new Dialogue(turns).question();
    List<Turn> all = new ArrayList<>();
    all.add(new Turn(Turn.Role.SYSTEM, before(question, passages).strip()));
    all.addAll(turns);
    return all;
  }

  private static String before(String question, List<Passage> passages) {
    if (passages.isEmpty()) {
      return "";
    }
    return Phrases.of(question).instruction() + "\n\n" + Evidence.written(passages);
  }

  private int[] begun(int[] tokens) {
    Integer first = model.configuration().bosTokenId();
    if (first == null) {
      return tokens;
    }
    int[] begun = new int[tokens.length + 1];
    begun[0] = first;
    System.arraycopy(tokens, 0, begun, 1, tokens.length);
    return begun;
  }

  private int[] known(int[] ids) {
    for (int id : ids) {
      if (id < 0 || id >= model.configuration().vocabularySize()) {
        throw new RequestRefusedException(
            Reason.INVALID_VALUE, "prompt", "not a token of this model: " + id);
      }
    }
    return ids;
  }
}
