package aifactory.inference.rest;

import aifactory.event.GenerationServed;
import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.Answered;
import aifactory.inference.answer.Answerer;
import aifactory.inference.answer.Citation;
import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.generate.TextSink;
import aifactory.inference.intake.Intake;
import aifactory.inference.node.InferenceWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers one request, counts it and tells the factory, whatever endpoint it came through.
@ApplicationScoped
public class Serving {
  private final Answerer answerer;
  private final Intake intake;
  private final InferenceWork work;
  private final InstantSource clock;

  public Serving(Answerer answerer, Intake intake, InferenceWork work, InstantSource clock) {
    this.answerer = answerer;
    this.intake = intake;
    this.work = work;
    this.clock = clock;
  }

  /// @throws RequestRefusedException with the reason; nothing has begun then
  Answer prepare(AnswerRequest request) {
    if (!work.enter()) {
      throw new RequestRefusedException(
          Reason.PAUSED, null, "generation is paused on this node (Shutdown); Ignite starts it");
    }
    try {
      return new Admitted(answerer.prepare(request), work);
    } catch (RuntimeException e) {
      work.leave();
      throw e;
    }
  }

  /// Makes a prepared answer and closes it.
  List<Answered> run(
      Answer prepared, String endpoint, String requestId, List<? extends TextSink> sinks) {
    long begun = System.nanoTime();
    try (Answer answer = prepared) {
      List<Answered> choices = answer.run(sinks);
      int tokens = choices.stream().mapToInt(Answered::completionTokens).sum();
      Answered first = choices.getFirst();
      work.count("requests", 1);
      work.count("tokens", tokens);
      work.count("extractive", first.extractive() ? 1 : 0);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      intake.tell(event(answer.bundleId(), endpoint, requestId, first, tokens, took));
      return choices;
    } catch (RuntimeException e) {
      work.count("failed", 1);
      throw e;
    }
  }

  private GenerationServed event(
      @Nullable String bundleId,
      String endpoint,
      String requestId,
      Answered answered,
      int tokens,
      Duration took) {
    Duration first = answered.toFirstToken();
    return GenerationServed.newBuilder()
        .setRequestId(requestId)
        .setEndpoint(endpoint)
        .setBundleId(bundleId)
        .setPromptTokens(answered.promptTokens())
        .setCompletionTokens(tokens)
        .setLatencyMillis(took.toMillis())
        .setFirstTokenMillis(first == null ? null : first.toMillis())
        .setExtractive(answered.extractive())
        .setCited(answered.citations().stream().map(Citation::version).toList())
        .setFinishReason(answered.finishReason())
        .setServedAt(clock.instant())
        .build();
  }
}
