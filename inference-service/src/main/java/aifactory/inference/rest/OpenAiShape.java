package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import aifactory.inference.generate.TokenScore;
import aifactory.inference.rest.OpenAiResponses.Choice;
import aifactory.inference.rest.OpenAiResponses.Completion;
import aifactory.inference.rest.OpenAiResponses.Message;
import aifactory.inference.rest.OpenAiResponses.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dresses one answer for one of the two endpoints: whole, or as the chunks of a stream.
///
/// @param chat chat completion; false = text completion
/// @param model the name the client used, else the bundle
/// @param scored whether probabilities of tokens were asked for
record OpenAiShape(
    boolean chat,
    String id,
    long created,
    @Nullable String model,
    @Nullable String bundleId,
    boolean scored) {

  Completion whole(List<CollectedText> texts, List<Answered> answered) {
    List<Choice> choices = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      String text = texts.get(index).text();
      Object logprobs = logprobs(texts.get(index).scores(), 0);
      String reason = answered.get(index).finishReason();
      choices.add(
          chat
              ? new Choice(index, new Message("assistant", text), null, null, logprobs, reason)
              : new Choice(index, null, null, text, logprobs, reason));
    }
    return completion(
        chat ? "chat.completion" : "text_completion",
        choices,
        answered.getFirst(),
        Usage.of(answered));
  }

  /// The first chunk of a chat: who speaks.
  Completion opening(int index) {
    return chunk(new Choice(index, null, new Message("assistant", ""), null, null, null), null);
  }

  /// @param begun characters of this choice before the piece
  Completion piece(int index, String text, List<TokenScore> scores, int begun) {
    Object logprobs = logprobs(scores, begun);
    Choice choice =
        chat
            ? new Choice(index, null, new Message(null, text), null, logprobs, null)
            : new Choice(index, null, null, text, logprobs, null);
    return chunk(choice, null);
  }

  /// The last chunk of a choice: why it ended and where it is from.
  Completion closing(int index, Answered answered) {
    String reason = answered.finishReason();
    Choice choice =
        chat
            ? new Choice(index, null, new Message(null, null), null, null, reason)
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
