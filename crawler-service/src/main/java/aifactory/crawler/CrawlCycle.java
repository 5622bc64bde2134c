package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.Sha256;
import aifactory.crawler.archive.ResponseArchive;
import aifactory.crawler.archive.ResponseArchive.Copy;
import aifactory.crawler.collector.CollectorCatalogue;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.page.ContentSignal;
import aifactory.crawler.page.KnownTexts;
import aifactory.crawler.page.MirrorHosts;
import aifactory.crawler.page.PageReader;
import aifactory.crawler.page.PageReading;
import aifactory.crawler.politeness.RobotsRules;
import aifactory.crawler.publish.Attempted;
import aifactory.crawler.source.Source;
import aifactory.crawler.source.SourceBook;
import aifactory.event.DocumentFetched;
import aifactory.event.FetchDue;
import aifactory.event.FetchEnded;
import aifactory.event.UrlDiscovered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The map of the room: a due attempt → its source → permitted by robots? → fetched in its turn →
/// links and signals read → what there is to publish. Thread-safe; each attempt runs on a virtual
/// thread of its own.
public final class CrawlCycle {
  private final Tools tools;
  private final Terms terms;

  /// What an attempt needs.
  public record Tools(
      SourceBook sources,
      RobotsGate robots,
      ReservationGate reservations,
      PolitePages pages,
      PageReader reader,
      KnownTexts texts,
      MirrorHosts mirrors,
      ResponseArchive archive,
      CrawlCounters counters,
      InstantSource clock) {}

  /// How attempts are made.
  public record Terms(Set<String> contentTypes, int maxBodyBytes, String nodeId) {}

  public CrawlCycle(Tools tools, Terms terms) {
    this.tools = tools;
    this.terms = terms;
  }

  /// Makes one attempt. Never throws for what the world does.
  public Attempted attempt(FetchDue due) throws InterruptedException {
    Instant started = tools.clock.instant();
    Source source =
        tools
            .sources
            .named(due.getSourceId())
            .orElseGet(() -> Source.undeclared(due.getSourceId(), due.getUrl()));
    Optional<CanonicalUrl> url = CanonicalUrl.parse(due.getUrl());
    if (url.isEmpty()) {
      return failed(due, started, FetchOutcome.MALFORMED_REDIRECT, "not an http(s) URL");
    }
    Optional<String> original = tools.mirrors.originalOf(url.get().hostAndPort());
    if (original.isPresent()) {
      return failed(due, started, FetchOutcome.MIRROR, "says what " + original.get() + " says");
    }
    Optional<String> elsewhere = elsewhere(due, source);
    if (elsewhere.isPresent()) {
      return postponed(due, started, elsewhere.get(), 0);
    }
    RobotsRules rules = tools.robots.rulesOf(url.get(), source, due.getAttempt());
    Optional<RobotsRules.Obstacle> obstacle = rules.obstacle();
    if (obstacle.isPresent()) {
      return hindered(due, started, obstacle.get());
    }
    if (!rules.isPermitted(due.getUrl())) {
      return failed(due, started, FetchOutcome.ROBOTS_DENIED, "disallowed by robots.txt");
    }
    return inTurn(due, url.get(), source, rules);
  }

  /// The address, where another fetcher is who asks there: hosts that share an address are spaced
  /// by one.
  private Optional<String> elsewhere(FetchDue due, Source source) {
    return tools
        .pages
        .addressOf(request(due, source), due.getAttempt())
        .filter(address -> !tools.pages.isOurs(address));
  }

  private FetchRequest request(FetchDue due, Source source) {
    return new FetchRequest(
        due.getUrl(),
        source.localAllowed(),
        terms.contentTypes(),
        terms.maxBodyBytes(),
        false,
        due.getEtag(),
        due.getLastModified());
  }

  private Attempted inTurn(FetchDue due, CanonicalUrl url, Source source, RobotsRules rules)
      throws InterruptedException {
    Duration asked = rules.delay().orElse(Duration.ZERO);
    FetchRequest request = request(due, source);
    return switch (tools.pages.ask(request, asked, due.getAttempt())) {
      case PolitePages.Answer.Given(FetchResponse response, Instant started) ->
          fetched(due, new Place(url, source, rules), response, started);
      case PolitePages.Answer.NotYet(String address, long millis) ->
          postponed(due, tools.clock.instant(), address, millis);
    };
  }

  /// Where an answer came from, and by whose rules.
  private record Place(CanonicalUrl url, Source source, RobotsRules rules) {}

  private Attempted fetched(FetchDue due, Place place, FetchResponse response, Instant started) {
    Duration asked = place.rules.delay().orElse(Duration.ZERO);
    Long delay = RetryAfter.delayMillis(response, asked, tools.clock.instant());
    return switch (response.outcome()) {
      case FETCHED -> document(due, place, response, started, delay);
      case REDIRECTED -> redirected(due, place.url, place.source, response, started, delay);
      default -> {
        Copy copy = response.outcome() == FetchOutcome.NOT_MODIFIED ? Copy.NOT_MODIFIED : Copy.NEW;
        keep(due, response, started, copy);
        yield counted(ended(due, started, response, delay, 0).build(), null, List.of());
      }
    };
  }

  /// An attempt without an answer leaves nothing to keep.
  private void keep(FetchDue due, FetchResponse response, Instant started, Copy copy) {
    if (response.status() != null) {
      tools.archive.keep(due.getUrl(), response, started, copy);
    }
  }

  private Attempted document(
      FetchDue due, Place place, FetchResponse response, Instant started, @Nullable Long delay) {
    String type = response.header("content-type").orElse("");
    PageReading page = tools.reader.read(place.url, response.body(), type, response::values);
    tools.mirrors.read(place.url, page.text());
    List<UrlDiscovered> links = links(due, place, page);
    Map<String, String> consent = consent(due, place, page);
    String hash = Sha256.hex(Sha256.hex(response.body()) + place.source.licence() + consent);
    String copy = due.getContentHash();
    boolean same = copy != null && hash.startsWith(copy);
    keep(due, response, started, same ? Copy.SAME : Copy.NEW);
    if (same) {
      FetchEnded again =
          ended(due, started, response, delay, 0)
              .setOutcome(FetchOutcome.SAME_CONTENT.name())
              .setContentHash(hash)
              .build();
      return counted(again, null, List.of());
    }
    FetchEnded ended =
        ended(due, started, response, delay, links.size()).setContentHash(hash).build();
    return counted(ended, document(due, place.source, response, consent), links);
  }

  private List<UrlDiscovered> links(FetchDue due, Place place, PageReading page) {
    if (!tools.texts.isNews(place.url, page.text())) {
      tools.counters.add("linksOfCopies", page.links().size());
      return List.of();
    }
    return page.links().stream()
        .filter(place.source::includes)
        .map(link -> found(link, due, due.getDepth() + 1))
        .toList();
  }

  private DocumentFetched document(
      FetchDue due, Source source, FetchResponse response, Map<String, String> consent) {
    return DocumentFetched.newBuilder()
        .setUrl(due.getUrl())
        .setBody(java.nio.ByteBuffer.wrap(response.body()))
        .setContentType(response.header("content-type").orElse(""))
        .setSourceId(source.id())
        .setSourceType(CollectorCatalogue.sourceType(source.kind()))
        .setTitle(null)
        .setLicence(source.licence())
        .setConsent(consent)
        .setAttemptId(due.getAttemptId())
        .setFetchedAt(tools.clock.instant())
        .build();
  }

  /// What the page, its headers and its site say about its use; the page first.
  private Map<String, String> consent(FetchDue due, Place place, PageReading page) {
    Map<String, String> consent = new TreeMap<>(page.consent());
    ContentSignal.record(place.rules.signals(), consent);
    tools
        .reservations
        .about(place.url, place.source, due.getAttempt())
        .forEach(consent::putIfAbsent);
    return consent;
  }

  private Attempted redirected(
      FetchDue due,
      CanonicalUrl url,
      Source source,
      FetchResponse response,
      Instant started,
      @Nullable Long delay) {
    keep(due, response, started, Copy.NEW);
    Optional<CanonicalUrl> target = response.header("location").flatMap(url::resolve);
    if (target.isEmpty()) {
      return failed(due, started, FetchOutcome.MALFORMED_REDIRECT, "no usable Location");
    }
    boolean inside = source.includes(target.get());
    FetchEnded ended =
        ended(due, started, response, delay, inside ? 1 : 0)
            .setDetail((inside ? "to " : "out of scope: ") + target.get().text())
            .build();
    return counted(
        ended, null, inside ? List.of(found(target.get(), due, due.getDepth())) : List.of());
  }

  private UrlDiscovered found(CanonicalUrl link, FetchDue on, int depth) {
    return UrlDiscovered.newBuilder()
        .setUrl(link.text())
        .setHost(link.hostAndPort())
        .setSourceId(on.getSourceId())
        .setDepth(depth)
        .setPriority(1.0 / (1 + depth))
        .setFoundOn(on.getUrl())
        .setDiscoveredAt(tools.clock.instant())
        .build();
  }

  /// An attempt that ended without an answer.
  public Attempted failed(FetchDue due, Instant started, FetchOutcome outcome, String detail) {
    return counted(ended(due, started, outcome).setDetail(detail).build(), null, List.of());
  }

  /// Without knowing the rules nothing is fetched; why they are not known is the outcome.
  private Attempted hindered(FetchDue due, Instant started, RobotsRules.Obstacle obstacle) {
    return obstacle.outcome().meaning() == FetchOutcome.Meaning.POSTPONED
        ? counted(
            ended(due, started, obstacle.outcome())
                .setDetail("robots.txt: " + obstacle.detail())
                .setDelayMillis(obstacle.retryAfter().toMillis())
                .build(),
            null,
            List.of())
        : failed(due, started, obstacle.outcome(), "robots.txt: " + obstacle.detail());
  }

  /// Tells the frontier the address, so that from now on it spaces the host with its neighbours.
  private Attempted postponed(FetchDue due, Instant started, String address, long millis) {
    return counted(
        ended(due, started, FetchOutcome.POSTPONED)
            .setAddress(address)
            .setDelayMillis(millis)
            .build(),
        null,
        List.of());
  }

  private Attempted counted(
      FetchEnded ended, @Nullable DocumentFetched document, List<UrlDiscovered> links) {
    tools.counters.ended(ended);
    return new Attempted(ended, document, links);
  }

  private FetchEnded.Builder ended(
      FetchDue due, Instant started, FetchResponse response, @Nullable Long delay, int links) {
    return ended(due, started, response.outcome())
        .setAddress(response.address())
        .setHttpStatus(response.status())
        .setDetail(response.detail())
        .setBytes(response.received())
        .setEtag(response.header("etag").orElse(null))
        .setLastModified(response.header("last-modified").orElse(null))
        .setDelayMillis(delay)
        .setLinks(links);
  }

  private FetchEnded.Builder ended(FetchDue due, Instant started, FetchOutcome outcome) {
    return FetchEnded.newBuilder()
        .setAttemptId(due.getAttemptId())
        .setUrl(due.getUrl())
        .setHost(due.getHost())
        .setSourceId(due.getSourceId())
        .setDepth(due.getDepth())
        .setAttempt(due.getAttempt())
        .setOutcome(outcome.name())
        .setStartedAt(started)
        .setEndedAt(tools.clock.instant())
        .setNodeId(terms.nodeId());
  }
}
