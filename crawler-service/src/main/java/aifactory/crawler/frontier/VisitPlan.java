package aifactory.crawler.frontier;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.FetchOutcome.Meaning;
import java.time.Duration;

/// When a URL is tried next, given how the last attempt ended. A decision, no effect.
///
/// @param revisit time to the next visit of a page that was taken; doubled for each visit in a row
///   that found nothing new, halved for each in a row that found something new, 16 times at most
/// @param firstRetry time to the second try after a transient failure; doubled for each further one
/// @param maxAttempts tries before a failing URL is left alone until its next revisit
public record VisitPlan(Duration revisit, Duration firstRetry, int maxAttempts) {
  private static final int MAX_DOUBLINGS = 4;
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
  /// @param unchanged visits in a row, this one included, that found nothing new; negative: that
  ///   found something new
  NextVisit after(FetchOutcome outcome, int attempt, int unchanged) {
    return switch (outcome.meaning()) {
      case ASIDE -> new NextVisit.Revisit(revisit);
      case TAKEN, UNCHANGED -> new NextVisit.Revisit(adapted(unchanged));
      case POSTPONED -> new NextVisit.Resume();
      case TRANSIENT ->
          attempt < maxAttempts
              ? new NextVisit.Retry(
                  firstRetry.multipliedBy(1L << Math.min(attempt - 1, MAX_RETRY_DOUBLINGS)))
              : new NextVisit.Revisit(revisit);
      case PERMANENT -> new NextVisit.Never();
    };
  }

  /// Pages that change are visited more often, others less.
  private Duration adapted(int unchanged) {
    return unchanged >= 0
        ? revisit.multipliedBy(1L << Math.min(unchanged, MAX_DOUBLINGS))
        : revisit.dividedBy(1L << Math.min(-unchanged, MAX_DOUBLINGS));
  }

  /// Time to the visit that a source asked for while an attempt was out that ended so.
  Duration toSeed(FetchOutcome outcome) {
    return outcome.meaning() == Meaning.TRANSIENT ? firstRetry : Duration.ZERO;
  }
}
