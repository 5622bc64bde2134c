package aifactory.crawler.frontier;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.FetchOutcome.Meaning;
import java.time.Duration;

/// When a URL is tried next, given how the last attempt ended. A decision, no effect.
///
/// Pages are visited as a given number of visits keeps most of them fresh: what changes rarely is
/// visited rarely; what changes sooner than it can be visited, no more often than what changes at
/// the pace of the visits.
///
/// @param revisit time to the second visit of a page, and between visits of one that changes about
///   once in that time; up to 16 times as long for one that does not
/// @param firstRetry time to the second try after a transient failure; doubled for each further one
/// @param maxAttempts tries before a failing URL is left alone until its next revisit
public record VisitPlan(Duration revisit, Duration firstRetry, int maxAttempts) {
  private static final double LONGEST = 16;
  private static final double SHORTEST = 1.0 / 16;

  /// What one more visit must bring, in fresh time per `revisit`: so much as brings that of a page
  /// which changes once in it, visited once in it.
  private static final double WORTH = 1 - 2 / Math.E;

  private static final int HALVINGS = 40;
  private static final int MAX_RETRY_DOUBLINGS = 10;

  /// What follows an outcome.
  public sealed interface NextVisit {
    /// A visit of its own, first attempt again.
    record Revisit(Duration after) implements NextVisit {}

    /// The next attempt of the same visit.
    record Retry(Duration after) implements NextVisit {}

    /// The same attempt, as soon as the host may be asked again.
    record Resume() implements NextVisit {}

    /// None.
    record Never() implements NextVisit {}
  }

  /// @param attempt which try just ended, from 1
  /// @param history of the page, this visit included
  public NextVisit after(FetchOutcome outcome, int attempt, ChangeHistory history) {
    return switch (outcome.meaning()) {
      case ASIDE -> new NextVisit.Revisit(revisit);
      case TAKEN, UNCHANGED -> new NextVisit.Revisit(adapted(history));
      case POSTPONED -> new NextVisit.Resume();
      case TRANSIENT ->
          attempt < maxAttempts
              ? new NextVisit.Retry(
                  firstRetry.multipliedBy(1L << Math.min(attempt - 1, MAX_RETRY_DOUBLINGS)))
              : new NextVisit.Revisit(revisit);
      case PERMANENT -> new NextVisit.Never();
    };
  }

  /// Where each further visit brings the same of any page, freshness is greatest: with changes at
  /// rate r and visits every t, `(1 - (1 + r t) exp(-r t)) / r` is [#WORTH].
  private Duration adapted(ChangeHistory history) {
    if (history.visits() == 0) {
      return revisit;
    }
    double rate = history.rate(revisit.toMillis());
    double low = SHORTEST;
    double high = LONGEST;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      double x = rate * middle;
      if (1 - (1 + x) * Math.exp(-x) < WORTH * rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Duration.ofMillis(Math.round(low * revisit.toMillis()));
  }

  /// Time to the visit that a source asked for while an attempt was out that ended so.
  Duration toSeed(FetchOutcome outcome) {
    return outcome.meaning() == Meaning.TRANSIENT ? firstRetry : Duration.ZERO;
  }
}
