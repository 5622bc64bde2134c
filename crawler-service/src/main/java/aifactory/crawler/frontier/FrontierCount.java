package aifactory.crawler.frontier;

/// What the frontier counts, exactly: each number is state, changed in the transaction that changes
/// what it counts. New ones go to the end, for the stored order is this one.
public enum FrontierCount {
  /// Hosts known.
  HOSTS,
  /// URLs ever seen.
  SEEN,
  /// URLs waiting, due now or later.
  QUEUED,
  /// Attempts out.
  IN_FLIGHT,
  /// Attempts handed out so far.
  HANDED_OUT,
  /// Attempts handed out again because nobody reported back in time.
  LOST,
  /// Tries again after a transient failure.
  RETRIED,
  /// URLs that will not be tried again unless a source names them.
  ENDED,
  /// Links dropped because they lie deeper than the limit.
  TOO_DEEP,
  /// Links dropped because their source has all the pages it may have.
  OVER_BUDGET,
  /// Outcomes of attempts that had already reported or were never handed out.
  STALE,
  /// Links dropped because their form, or what is known of the host, tells of an endless space: see
  /// UrlTraps, LearnedTraps.
  TRAPPED
}
