package aifactory.crawler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.Network;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.politeness.HostThrottle.Limits;
import aifactory.crawler.politeness.RequestSlots;
import aifactory.crawler.politeness.RobotsPolicy;
import aifactory.crawler.politeness.RobotsRules;
import aifactory.crawler.source.Source;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class PolitePagesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final Internet internet = new Internet();
  private final PolitePages pages =
      new PolitePages(
          internet,
          new HostThrottle(clock, pause -> now.set(now.get().plus(pause))),
          new PolitePages.Terms(
              new Limits(SECOND, 2),
              new Limits(Duration.ZERO, 8),
              new RequestSlots(8),
              Duration.ofSeconds(2)),
          any -> true,
          clock);

  /// Names and pages; writes down when it was asked for what at which address.
  private final class Internet implements Network {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, FetchResponse> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    /// Whether who asks is told to stop meanwhile.
    private boolean interrupts;

    @Override
    public Location locate(FetchRequest request, int attempt) {
      String address = names.get(URI.create(request.url()).getHost());
      try {
        return address == null
            ? new Location.Nowhere(answer(FetchOutcome.NAME_UNRESOLVED, ""))
            : new Location.At(InetAddress.getByName(address));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public FetchResponse fetch(FetchRequest request, InetAddress address, Runnable sent) {
      sent.run();
      if (interrupts) {
        Thread.currentThread().interrupt();
      }
      asked.add(now.get().getEpochSecond() + " " + address.getHostAddress() + " " + request.url());
      return answers.getOrDefault(request.url(), answer(FetchOutcome.GONE, ""));
    }
  }

  @Test
  void spacesHostsThatTurnOutToShareAnAddressFromTheirFirstRequest() throws Exception {
    internet.names.putAll(Map.of("a.org", "9.9.9.9", "b.org", "9.9.9.9", "c.org", "8.8.8.8"));

    ask("http://a.org/");
    ask("http://b.org/");
    ask("http://c.org/");

    assertThat(internet.asked)
        .containsExactly(
            "0 9.9.9.9 http://a.org/", "1 9.9.9.9 http://b.org/", "1 8.8.8.8 http://c.org/");
  }

  @Test
  void saysWhereAndWhenTheTurnWouldBeWhenThatIsTooFarAway() throws Exception {
    internet.names.putAll(Map.of("a.org", "9.9.9.9", "b.org", "9.9.9.9"));
    pages.ask(request("http://a.org/"), Duration.ofSeconds(30), 1);

    assertThat(ask("http://b.org/")).isEqualTo(new PolitePages.Answer.NotYet("9.9.9.9", 30_000));
    assertThat(internet.asked).hasSize(1);
    FetchResponse waited = pages.within(Duration.ofMinutes(1)).fetch(request("http://b.org/"));
    assertThat(waited.outcome()).isEqualTo(FetchOutcome.GONE);
    assertThat(internet.asked).last().isEqualTo("30 9.9.9.9 http://b.org/");
  }

  @Test
  void whatLeadsNowhereTakesNobodysTurn() throws Exception {
    internet.names.put("a.org", "9.9.9.9");

    assertThat(ask("http://nowhere.org/"))
        .isInstanceOfSatisfying(
            PolitePages.Answer.Given.class,
            given ->
                assertThat(given.response().outcome()).isEqualTo(FetchOutcome.NAME_UNRESOLVED));
    ask("http://a.org/");

    assertThat(internet.asked).containsExactly("0 9.9.9.9 http://a.org/");
  }

  @Test
  void robotsRequestsTakeTurnsLikeAnyOther() throws Exception {
    internet.names.putAll(Map.of("a.org", "9.9.9.9", "b.org", "9.9.9.9"));
    internet.answers.put(
        "http://b.org/robots.txt", answer(FetchOutcome.FETCHED, "User-agent: *\nDisallow: /x"));
    RobotsGate gate = gate();
    ask("http://a.org/");

    assertThat(rules(gate, "http://b.org/").isPermitted("http://b.org/x")).isFalse();
    ask("http://b.org/y");

    assertThat(internet.asked)
        .containsExactly(
            "0 9.9.9.9 http://a.org/",
            "1 9.9.9.9 http://b.org/robots.txt",
            "2 9.9.9.9 http://b.org/y");
  }

  @Test
  void everyRequestOfAHostKeepsTheIntervalThatItsRobotsAskFor() throws Exception {
    internet.names.put("b.org", "9.9.9.9");
    internet.answers.put(
        "http://b.org/robots.txt", answer(FetchOutcome.FETCHED, "User-agent: *\nCrawl-delay: 5"));

    rules(gate(), "http://b.org/");
    pages.within(Duration.ofMinutes(1)).fetch(request("http://b.org/ai.txt"));
    pages.within(Duration.ofMinutes(1)).fetch(request("http://b.org/sitemap.xml"));

    assertThat(internet.asked)
        .containsExactly(
            "0 9.9.9.9 http://b.org/robots.txt",
            "5 9.9.9.9 http://b.org/ai.txt",
            "10 9.9.9.9 http://b.org/sitemap.xml");
  }

  @Test
  void robotsWhoseTurnIsFarAreAskedForWhenItHasCome() throws Exception {
    internet.names.putAll(Map.of("a.org", "9.9.9.9", "b.org", "9.9.9.9"));
    RobotsGate gate = gate();
    pages.ask(request("http://a.org/"), Duration.ofSeconds(30), 1);

    RobotsRules.Obstacle obstacle = rules(gate, "http://b.org/").obstacle().orElseThrow();
    assertThat(obstacle.outcome()).isEqualTo(FetchOutcome.POSTPONED);
    assertThat(obstacle.retryAfter()).hasSeconds(30);

    now.set(Instant.EPOCH.plusSeconds(30));
    assertThat(rules(gate, "http://b.org/").isPermitted("http://b.org/x")).isTrue();
  }

  @Test
  void aRequestForRobotsThatWasBrokenOffFromHereSaysNothingAboutTheHost() {
    internet.names.put("b.org", "9.9.9.9");
    internet.answers.put("http://b.org/robots.txt", answer(FetchOutcome.CONNECTION_LOST, ""));
    internet.interrupts = true;
    RobotsGate gate = gate();

    assertThat(rules(gate, "http://b.org/").obstacle().orElseThrow().detail()).isEqualTo("closing");
    assertThat(Thread.interrupted()).isTrue();

    internet.interrupts = false;
    internet.answers.remove("http://b.org/robots.txt");
    assertThat(rules(gate, "http://b.org/").isPermitted("http://b.org/x")).isTrue();
  }

  private RobotsGate gate() {
    return new RobotsGate(
        pages,
        new RobotsGate.Terms(
            true,
            new RobotsPolicy("TestBot", Duration.ofSeconds(60), Duration.ofMinutes(5)),
            Duration.ofHours(1)),
        clock);
  }

  private static RobotsRules rules(RobotsGate gate, String url) {
    return gate.rulesOf(
        CanonicalUrl.parse(url).orElseThrow(), Source.undeclared("s", "http://b.org/"), 1);
  }

  private PolitePages.Answer ask(String url) throws InterruptedException {
    return pages.ask(request(url), Duration.ZERO, 1);
  }

  private static FetchRequest request(String url) {
    return new FetchRequest(url, false, Set.of(), 1024, false, null, null);
  }

  private static FetchResponse answer(FetchOutcome outcome, String body) {
    return new FetchResponse(outcome, null, 200, null, Map.of(), body.getBytes(UTF_8));
  }
}
