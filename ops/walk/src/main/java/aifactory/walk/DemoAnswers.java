package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentFetched;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The last part of the demo: questions, a page from a foreign producer, and its withdrawal.
final class DemoAnswers {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final FactoryRest rest;
  private final ScratchFactory factory;
  private final TopicPicture topics;
  private final WalkReport report;
  private final Duration bound;

  /// @param bound within which a page must be cited, and gone
  DemoAnswers(ScratchFactory factory, TopicPicture topics, WalkReport report, Duration bound)
      throws Exception {
    this.factory = factory;
    this.rest = factory.rest();
    this.topics = topics;
    this.report = report;
    this.bound = bound;
  }

  void ask() throws Exception {
    question("a question in English", "How do I set a breakpoint?", "en.samples.localhost");
    question("a question in Japanese", "撤回とは何ですか", "ja.samples.localhost");
    foreignPage();
  }

  private void question(String step, String question, String host) throws Exception {
    FactoryRest.Answer answer = rest.ask(question);
    if (answer.status() != 200) {
      report.saw(step, answer.status() + " " + answer.body(), "an answer", false);
      return;
    }
    JsonNode json = answer.json();
    Optional<JsonNode> cited = citation(json, host);
    report.saw(
        step,
        "%s → %s [%s], model %s"
            .formatted(
                question,
                shortened(json.at("/choices/0/message/content").asText()),
                cited.map(node -> node.path("url").asText()).orElse("no citation of " + host),
                shortened(json.path("system_fingerprint").asText())),
        "an answer that quotes an accepted version from " + host,
        cited.isPresent() && isAccepted(cited.get()));
  }

  /// The citation says which version it quotes; that version must be accepted text.
  private boolean isAccepted(JsonNode citation) {
    DocumentAccepted document = topics.accepted().get(citation.path("version").asText());
    return document != null && document.getUrl().equals(citation.path("url").asText());
  }

  private static Optional<JsonNode> citation(JsonNode answer, String host) {
    for (JsonNode citation : answer.path("citations")) {
      if (citation.path("url").asText().contains("://" + host)) {
        return Optional.of(citation);
      }
    }
    return Optional.empty();
  }

  /// Whether a good answer cites the host, or does not; a failed request is neither.
  private boolean isCited(String question, String host, boolean wanted) throws Exception {
    FactoryRest.Answer answer = rest.ask(question);
    return answer.status() == 200 && citation(answer.json(), host).isPresent() == wanted;
  }

  private void foreignPage() throws Exception {
    String word = "quillfeather" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    String domain = word + ".example";
    String question = "What is a " + word + " valve?";
    long sent = System.nanoTime();
    send(domain, word);
    Await.until("the foreign page is cited", LIMIT, () -> isCited(question, domain, true));
    Duration cited = since(sent);
    report.saw(
        "page of a foreign producer",
        "cited %d ms after it was sent".formatted(cited.toMillis()),
        "within " + bound.toSeconds() + " s",
        cited.compareTo(bound) <= 0);
    forbid(domain, question);
  }

  private void send(String domain, String word) {
    String url = "https://" + domain + "/handbook/valve";
    String html =
        """
        <html lang="en"><head><title>The %1$s valve</title></head><body><main><h1>The %1$s valve</h1>
        <p>A %1$s valve is a safety device that opens by itself when the pressure in a boiler rises above a set limit.
        It was first described by an engineer who wanted a valve that no operator could forget to open.</p>
        <p>Inside the body of a %1$s valve a spring presses a plate against its seat. When the steam pushes harder
        than the spring, the plate lifts and the steam leaves through the side, until the pressure has fallen again.
        The spring is adjusted with a screw under a cap, and the cap is sealed after every inspection.</p>
        <p>Maintenance is simple: once a month the lever is lifted by hand to see that the plate moves freely, and
        once a year the spring is measured. A valve that leaks is cleaned and its seat is ground flat.</p>
        </main></body></html>
        """
            .formatted(word);
    try (EventProducer producer = EventProducer.open(factory.kafka(), "walk-foreign")) {
      producer.sendAndWait(
          Topics.CRAWL_DOCUMENTS,
          url,
          DocumentFetched.newBuilder()
              .setUrl(url)
              .setBody(ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)))
              .setContentType("text/html; charset=utf-8")
              .setFetchedAt(Instant.now())
              .build());
    }
  }

  private void forbid(String domain, String question) throws Exception {
    FactoryRest.Answer ordered =
        rest.post(
            "/api/policies",
            "{\"domain_pattern\":\"%s\",\"allow_training\":false,\"notes\":\"demo\"}"
                .formatted(domain));
    long accepted = System.nanoTime();
    if (ordered.status() >= 300) {
      report.saw("its domain forbidden", ordered.status() + " " + ordered.body(), "2xx", false);
      return;
    }
    Await.until("the forbidden page is gone", LIMIT, () -> isCited(question, domain, false));
    Duration gone = since(accepted);
    report.saw(
        "its domain forbidden, out of the answers",
        "after %d ms".formatted(gone.toMillis()),
        "within " + bound.toSeconds() + " s",
        gone.compareTo(bound) <= 0);
    Await.until("its retraction is registered", LIMIT, () -> retraction(domain).isPresent());
    report.saw(
        "its retraction in the register",
        retraction(domain)
            .map(entry -> "%s by %s".formatted(entry.getReason(), entry.getActor()))
            .orElse("none"),
        "in force",
        true);
  }

  private Optional<RetractionRegistered> retraction(String domain) {
    return topics.accepted().values().stream()
        .filter(document -> document.getDomain().equals(domain))
        .flatMap(
            document -> topics.retraction(document.getVersion(), RetractionReason.POLICY).stream())
        .filter(RetractionRegistered::getInForce)
        .findFirst();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
