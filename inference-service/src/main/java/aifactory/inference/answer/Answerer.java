package aifactory.inference.answer;

import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.answer.AnswerSettings.ExtractiveAnswers;
import aifactory.inference.answer.PromptWriter.Written;
import aifactory.inference.answer.Quotation.Quote;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.bundle.ModelLease;
import aifactory.inference.generate.DecodingModel;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.Place;
import aifactory.inference.generate.TextSink;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageSearch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides how a question is answered: quoted from the corpus when the model is absent or weak,
/// else generated with the passages that were found. Thread-safe.
public final class Answerer {
  private static final int MAX_RETRY_SECONDS = 60;

  private final Models models;
  private final Supplier<Optional<PassageSearch>> search;
  private final AnswerSettings settings;

  public Answerer(
      Models models, Supplier<Optional<PassageSearch>> search, AnswerSettings settings) {
    this.models = models;
    this.search = search;
    this.settings = settings;
  }

  /// Looks up, decides, checks and reserves; nothing is generated yet.
  ///
  /// @throws RequestRefusedException with the reason
  public Answer prepare(AnswerRequest request) {
    Optional<ModelLease> lease = models.lease(request.model());
    try {
      boolean quoting = isQuoted(request, lease);
      List<Passage> passages = passages(request, quoting);
      return quoting
          ? quoted(request, lease.orElse(null), passages)
          : generated(request, lease, passages);
    } catch (RuntimeException e) {
      lease.ifPresent(ModelLease::close);
      throw e;
    }
  }

  private boolean looksUp(AnswerRequest request) {
    Boolean asked = request.retrieval();
    return settings.retrieval() && (asked == null || asked);
  }

  private boolean isQuoted(AnswerRequest request, Optional<ModelLease> lease) {
    Boolean asked = request.extractive();
    if (request.form() != null) {
      if (Boolean.TRUE.equals(asked)) {
        throw new RequestRefusedException(
            Reason.INVALID_VALUE, "extractive", "a quotation cannot be given a form");
      }
      return false;
    }
    if (asked != null) {
      return asked;
    }
    boolean weak =
        lease.isEmpty()
            || lease.get().model().configuration().parameters() < settings.weakBelowParameters();
    return looksUp(request)
        && settings.extractive() != ExtractiveAnswers.NEVER
        && (weak || settings.extractive() == ExtractiveAnswers.ALWAYS);
  }

  private List<Passage> passages(AnswerRequest request, boolean quoting) {
    String question = request.prompt().question();
    if (question.isBlank() || (!quoting && !looksUp(request))) {
      return List.of();
    }
    Optional<PassageSearch> ready = search.get();
    if (ready.isEmpty() && quoting) {
      throw new RequestRefusedException(
          Reason.NOT_READY, null, "the index is still being opened; try again");
    }
    return ready.map(open -> open.find(question, settings.passages())).orElse(List.of());
  }

  private Answer quoted(AnswerRequest request, @Nullable ModelLease lease, List<Passage> passages) {
    String question = request.prompt().question();
    Optional<Quote> quote =
        passages.isEmpty()
            ? Optional.empty()
            : search.get().flatMap(open -> new Quotation(open).best(question, passages));
    Phrases phrases = Phrases.of(question);
    String text =
        quote
            .map(found -> phrases.quoted(found.passage(), found.sentences()))
            .orElse(phrases.nothingFound());
    List<Citation> citations =
        quote.map(found -> List.of(Citation.of(found.passage()))).orElse(List.of());
    int promptTokens =
        lease == null || question.isEmpty() ? 0 : lease.model().encode(question).length;
    return new Ready(
        lease,
        List.of(),
        sinks -> {
          Answered answered =
              new Answered(promptTokens, 0, 0, "stop", null, quote.isPresent(), citations);
          sinks.forEach(sink -> sink.emit(text, List.of()));
          return Collections.nCopies(sinks.size(), answered);
        });
  }

  private Answer generated(
      AnswerRequest request, Optional<ModelLease> lease, List<Passage> passages) {
    ModelLease held =
        lease.orElseThrow(() ->
            new RequestRefusedException(
                Reason.MODEL_NOT_LOADED,
                "model",
                "no model has been published yet (state: %s)".formatted(models.state().word())));
    PromptWriter writer = new PromptWriter(held.model());
    Prompt prompt = request.prompt();
    Written written = writer.write(prompt, request.maxTokens(), passages);
    List<String> stops = new ArrayList<>(request.stop());
    stops.addAll(writer.stops(prompt));
    GenerationRequest generation =
        new GenerationRequest(
            written.tokens(),
            written.maxTokens(),
            stops,
            request.sampling(),
            request.scoresPerToken(),
            request.form(),
            request.client());
    List<Citation> citations = written.used().stream().map(Citation::of).toList();
    List<Place> places = places(held.model(), request.choices());
    return new Ready(
        held,
        places,
        sinks ->
            Choices.make(places, generation, sinks).stream()
                .map(made -> answered(made, citations))
                .toList());
  }

  private static Answered answered(Generated made, List<Citation> citations) {
    return new Answered(
        made.promptTokens(),
        made.reusedTokens(),
        made.completionTokens(),
        made.reason().wireName(),
        made.toFirstToken(),
        false,
        citations);
  }

  private static List<Place> places(DecodingModel model, int wanted) {
    List<Place> places = new ArrayList<>();
    while (places.size() < wanted) {
      Optional<Place> place = model.enter();
      if (place.isEmpty()) {
        places.forEach(Place::close);
        throw full(model);
      }
      places.add(place.get());
    }
    return places;
  }

  private static RequestRefusedException full(DecodingModel model) {
    return new RequestRefusedException(
        Reason.TOO_MANY_REQUESTS,
        null,
        "as many answers as may wait are waiting; try again later",
        Math.clamp(model.expectedWait().toSeconds(), 1, MAX_RETRY_SECONDS));
  }

  @FunctionalInterface
  private interface Making {
    List<Answered> into(List<? extends TextSink> sinks);
  }

  private record Ready(@Nullable ModelLease lease, List<Place> places, Making making)
      implements Answer {
    @Override
    public @Nullable String bundleId() {
      return lease == null ? null : lease.model().bundleId();
    }

    @Override
    public List<Answered> run(List<? extends TextSink> sinks) {
      return making.into(sinks);
    }

    @Override
    public void close() {
      places.forEach(Place::close);
      if (lease != null) {
        lease.close();
      }
    }
  }
}
