package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.OriginCache;
import aifactory.crawler.politeness.SiteReservations;
import aifactory.crawler.source.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// Asks each site once for its files about the use of its content.
public final class ReservationGate {
  private static final int MAX_BYTES = 256 * 1024;

  private final PageSource pages;
  private final Terms terms;
  private final OriginCache<SiteReservations> publicSites;
  private final OriginCache<SiteReservations> localSites;

  /// @param reads false = no site is asked (`CRAWLER_READ_RESERVATIONS=0`)
  /// @param agent our name
  /// @param keep how long an answer is believed
  /// @param keepIncomplete how long when a file could not be asked for
  public record Terms(boolean reads, String agent, Duration keep, Duration keepIncomplete) {}

  /// @param pages waits for the turn of each request
  public ReservationGate(PageSource pages, Terms terms, InstantSource clock) {
    this.pages = pages;
    this.terms = terms;
    this.publicSites = new OriginCache<>(origin -> load(origin, false), this::life, clock);
    this.localSites = new OriginCache<>(origin -> load(origin, true), this::life, clock);
  }

  /// Evidence about a page, by name.
  Map<String, String> about(CanonicalUrl url, Source source) {
    return terms.reads()
        ? (source.localAllowed() ? localSites : publicSites).of(url.origin()).about(url.text())
        : Map.of();
  }

  private Duration life(SiteReservations site) {
    return site.complete() ? terms.keep() : terms.keepIncomplete();
  }

  private SiteReservations load(String origin, boolean local) {
    FetchResponse aiText = ask(origin + SiteReservations.AI_TEXT, local);
    FetchResponse tdm = ask(origin + SiteReservations.TDM_FILE, local);
    return SiteReservations.read(
        aiText.body(), tdm.body(), terms.agent(), isAnswer(aiText) && isAnswer(tdm));
  }

  private FetchResponse ask(String url, boolean local) {
    return pages.fetch(new FetchRequest(url, local, Set.of(), MAX_BYTES, true, null, null));
  }

  private static boolean isAnswer(FetchResponse response) {
    return switch (response.outcome().meaning()) {
      case POSTPONED, TRANSIENT -> false;
      default -> response.outcome() != FetchOutcome.FAULT;
    };
  }
}
