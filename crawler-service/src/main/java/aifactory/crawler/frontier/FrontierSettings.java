package aifactory.crawler.frontier;

import java.time.Duration;

/// What the frontier obeys.
///
/// @param publicHosts limits for hosts of the world
/// @param localHosts limits for hosts that an operator allow-listed as local
/// @param lease time after which an attempt that did not report back is handed out again
/// @param maxInFlight attempts out at once per partition, so that what waits at the fetchers is
///   fetched well within its lease
/// @param handOutsPerRound bound on the work of one round of the clock
public record FrontierSettings(
    HostLimits publicHosts,
    HostLimits localHosts,
    VisitPlan visits,
    int maxDepth,
    Duration lease,
    int maxInFlight,
    int handOutsPerRound,
    Duration round) {

  /// How a host may be visited.
  ///
  /// @param interval between two hand-outs
  /// @param inFlight attempts out at once
  public record HostLimits(Duration interval, int inFlight) {}

  HostLimits limits(boolean local) {
    return local ? localHosts : publicHosts;
  }
}
