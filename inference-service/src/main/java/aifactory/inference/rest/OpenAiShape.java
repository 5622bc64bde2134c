package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import aifactory.inference.rest.OpenAiResponses.Choice;
import aifactory.inference.rest.OpenAiResponses.Completion;
import aifactory.inference.rest.OpenAiResponses.Message;
import aifactory.inference.rest.OpenAiResponses.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dresses one answer for one of the two endpoints: whole, or as the chunks of a stream.
///
/// @param chat chat completion; false = text completion
/// @param model the name the client used, else the bundle
record OpenAiShape(
    boolean chat, String id, long created, @Nullable String model, @Nullable String bundleId) {

  Completion whole(String text, Answered answered) {
    Choice choice =
        chat
            ? new Choice(0, new Message("assistant", text), null, null, answered.finishReason())
            : new Choice(0, null, null, text, answered.finishReason());
    return completion(
        chat ? "chat.completion" : "text_completion", List.of(choice), answered, true);
  }

  /// The first chunk of a chat: who speaks.
  Completion opening() {
    return chunk(new Choice(0, null, new Message("assistant", ""), null, null), null);
  }

  Completion piece(String text) {
    Choice choice =
        chat
            ? new Choice(0, null, new Message(null, text), null, null)
            : new Choice(0, null, null, text, null);
    return chunk(choice, null);
  }

  /// The last chunk: why it ended and where it is from.
  Completion closing(Answered answered) {
    Choice choice =
        chat
            ? new Choice(0, null, new Message(null, null), null, answered.finishReason())
            : new Choice(0, null, null, "", answered.finishReason());
    return chunk(choice, answered);
  }

  /// The chunk after the last for clients that asked for usage.
  Completion usage(Answered answered) {
    return new Completion(
        id, object(), created, model, bundleId, List.of(), Usage.of(answered), null, null);
  }

  private Completion chunk(Choice choice, @Nullable Answered end) {
    return completion(object(), List.of(choice), end, false);
  }

  private String object() {
    return chat ? "chat.completion.chunk" : "text_completion";
  }

  private Completion completion(
      String object, List<Choice> choices, @Nullable Answered end, boolean withUsage) {
    return new Completion(
        id,
        object,
        created,
        model,
        bundleId,
        choices,
        end == null || !withUsage ? null : Usage.of(end),
        end == null ? null : end.citations(),
        end == null ? null : end.extractive());
  }
}
