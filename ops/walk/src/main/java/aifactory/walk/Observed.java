package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.FetchEnded;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What became of each URL, as the topics tell it.
final class Observed implements AutoCloseable {
  private final Map<String, FetchEnded> outcomes = new ConcurrentHashMap<>();
  private final Map<String, DocumentAccepted> accepted = new ConcurrentHashMap<>();
  private final Map<String, DocumentRejected> rejected = new ConcurrentHashMap<>();
  private final EventTail tail;

  Observed(KafkaSettings kafka) {
    tail =
        EventTail.named("walk-observer", kafka)
            .on(
                Topics.CRAWL_OUTCOMES,
                From.START,
                received -> outcomes.put(received.event().getUrl(), received.event()))
            .on(
                Topics.CORPUS_ACCEPTED,
                From.START,
                received -> accepted.put(received.event().getUrl(), received.event()))
            .on(
                Topics.CORPUS_REJECTED,
                From.START,
                received -> rejected.put(received.event().getUrl(), received.event()))
            .start();
  }

  Optional<FetchEnded> outcome(String url) {
    return Optional.ofNullable(outcomes.get(url));
  }

  Optional<DocumentAccepted> accepted(String url) {
    return Optional.ofNullable(accepted.get(url));
  }

  Optional<DocumentRejected> rejected(String url) {
    return Optional.ofNullable(rejected.get(url));
  }

  /// Everything known of a URL, in words.
  String about(String url) {
    String fetched =
        outcome(url)
            .map(ended -> "fetched: %s (%s)".formatted(ended.getOutcome(), ended.getDetail()))
            .orElse("not fetched, outcomes of %d others".formatted(outcomes.size()));
    String judged =
        rejected(url)
            .map(page -> "rejected: " + page.getReason())
            .orElse(accepted(url).isPresent() ? "accepted" : "not judged");
    return fetched + ", " + judged;
  }

  @Override
  public void close() {
    tail.close();
  }
}
