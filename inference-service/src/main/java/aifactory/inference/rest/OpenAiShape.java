package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import aifactory.inference.generate.TokenScore;
import aifactory.inference.rest.OpenAiResponses.Choice;
import aifactory.inference.rest.OpenAiResponses.Completion;
import aifactory.inference.rest.OpenAiResponses.Message;
import aifactory.inference.rest.OpenAiResponses.ToolCall;
import aifactory.inference.rest.OpenAiResponses.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dresses one answer for one of the two endpoints: whole, or as the chunks of a stream.
///
/// @param chat chat completion; false = text completion
/// @param model the name the client used, else the bundle
/// @param calling whether the answer may be the call of a function
/// @param scored whether probabilities of tokens were asked for
record OpenAiShape(
    boolean chat,
    String id,
    long created,
    @Nullable String model,
    @Nullable String bundleId,
    boolean calling,
    boolean scored) {

  private static final String CALLED = "tool_calls";

  Completion whole(List<CollectedText> texts, List<Answered> answered) {
    List<Choice> choices = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      String text = texts.get(index).text();
      Object logprobs = logprobs(texts.get(index).scores(), 0);
      String reason = answered.get(index).finishReason();
      ToolCall call = call(index, text);
      if (call != null) {
        Message message = new Message("assistant", null, List.of(call));
        choices.add(new Choice(index, message, null, null, logprobs, CALLED));
      } else if (chat) {
        Message message = Message.of("assistant", text);
        choices.add(new Choice(index, message, null, null, logprobs, reason));
      } else {
        choices.add(new Choice(index, null, null, text, logprobs, reason));
      }
    }
    return completion(
        chat ? "chat.completion" : "text_completion",
        choices,
        answered.getFirst(),
        Usage.of(answered));
  }

  /// The first chunk of a chat: who speaks.
  Completion opening(int index) {
    return chunk(new Choice(index, null, Message.of("assistant", ""), null, null, null), null);
  }

  /// The call that a text is; null when none was asked for or it is none.
  @Nullable ToolCall call(int index, String text) {
    return calling ? ToolUse.called(text, id.substring(id.indexOf('-') + 1) + "-" + index) : null;
  }

  /// The chunk that tells a call, whole.
  Completion called(int index, ToolCall call) {
    Message delta = new Message(null, null, List.of(call));
    return chunk(new Choice(index, null, delta, null, null, null), null);
  }

  /// @param begun characters of this choice before the piece
  Completion piece(int index, String text, List<TokenScore> scores, int begun) {
    Object logprobs = logprobs(scores, begun);
    Choice choice =
        chat
            ? new Choice(index, null, Message.of(null, text), null, logprobs, null)
            : new Choice(index, null, null, text, logprobs, null);
    return chunk(choice, null);
  }

  /// The last chunk of a choice: why it ended and where it is from.
  Completion closing(int index, Answered answered, boolean called) {
    String reason = called ? CALLED : answered.finishReason();
    Choice choice =
        chat
            ? new Choice(index, null, Message.of(null, null), null, null, reason)
            : new Choice(index, null, null, "", null, reason);
    return chunk(choice, answered);
  }

  /// The chunk after the last for clients that asked for usage.
  Completion usage(List<Answered> answered) {
    return completion(object(), List.of(), null, Usage.of(answered));
  }

  private @Nullable Object logprobs(List<TokenScore> scores, int begun) {
    if (!scored) {
      return null;
    }
    return chat ? OpenAiLogprobs.chat(scores) : OpenAiLogprobs.text(scores, begun);
  }

  private Completion chunk(Choice choice, @Nullable Answered end) {
    return completion(object(), List.of(choice), end, null);
  }

  private String object() {
    return chat ? "chat.completion.chunk" : "text_completion";
  }

  private Completion completion(
      String object, List<Choice> choices, @Nullable Answered end, @Nullable Usage usage) {
    return new Completion(
        id,
        object,
        created,
        model,
        bundleId,
        choices,
        usage,
        end == null ? null : end.citations(),
        end == null ? null : end.extractive());
  }
}
