package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
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

  private final Pages pages;
  private final Terms terms;
  private final OriginCache<SiteReservations> publicSites;
  private final OriginCache<SiteReservations> localSites;

  /// @param reads false = no site is asked (`CRAWLER_READ_RESERVATIONS=0`)
  /// @param agent our name
  /// @param keep how long an answer is believed
  /// @param keepIncomplete how long when a file could not be asked for
  public record Terms(boolean reads, String agent, Duration keep, Duration keepIncomplete) {}

  /// Waits for the turn of a request and makes it.
  public interface Pages {
    /// @param attempt which try of its page this belongs to: it asks the same address
    FetchResponse fetch(FetchRequest request, int attempt);
  }

  public ReservationGate(Pages pages, Terms terms, InstantSource clock) {
    this.pages = pages;
    this.terms = terms;
    this.publicSites = new OriginCache<>(this::life, clock);
    this.localSites = new OriginCache<>(this::life, clock);
  }

  /// Evidence about a page, by name.
  ///
  /// @param attempt which try of the page this is, from 1
  Map<String, String> about(CanonicalUrl url, Source source, int attempt) {
    if (!terms.reads()) {
      return Map.of();
    }
    boolean local = source.localAllowed();
    return (local ? localSites : publicSites)
        .of(url.origin(), before -> load(url.origin(), local, attempt))
        .about(url.text());
  }

  private Duration life(SiteReservations site) {
    return site.complete() ? terms.keep() : terms.keepIncomplete();
  }

  private SiteReservations load(String origin, boolean local, int attempt) {
    FetchResponse aiText = ask(origin + SiteReservations.AI_TEXT, local, attempt);
    FetchResponse tdm = ask(origin + SiteReservations.TDM_FILE, local, attempt);
    return SiteReservations.read(
        aiText.body(), tdm.body(), terms.agent(), isAnswer(aiText) && isAnswer(tdm));
  }

  private FetchResponse ask(String url, boolean local, int attempt) {
    FetchRequest request = new FetchRequest(url, local, Set.of(), MAX_BYTES, true, null, null);
    return pages.fetch(request, attempt);
  }

  private static boolean isAnswer(FetchResponse response) {
    return switch (response.outcome().meaning()) {
      case POSTPONED, TRANSIENT -> false;
      default -> response.outcome() != FetchOutcome.FAULT;
    };
  }
}
