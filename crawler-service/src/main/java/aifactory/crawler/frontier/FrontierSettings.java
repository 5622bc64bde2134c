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
    Duration round,
    Cycles cycles) {

  /// Budgets of pages, over all hosts and nodes.
  ///
  /// @param pages attempts handed out per cycle; 0 = as many as there are
  /// @param pause between the last page of a cycle and the next cycle
  public record Cycles(int pages, Duration pause) {
    public static final Cycles UNBOUNDED = new Cycles(0, Duration.ZERO);

    boolean isBounded() {
      return pages > 0;
    }
  }

  /// Without a budget.
  public FrontierSettings(
      HostLimits publicHosts,
      HostLimits localHosts,
      VisitPlan visits,
      int maxDepth,
      Duration lease,
      int maxInFlight,
      int handOutsPerRound,
      Duration round) {
    this(
        publicHosts,
        localHosts,
        visits,
        maxDepth,
        lease,
        maxInFlight,
        handOutsPerRound,
        round,
        Cycles.UNBOUNDED);
  }

  FrontierSettings with(Cycles budget) {
    return new FrontierSettings(
        publicHosts,
        localHosts,
        visits,
        maxDepth,
        lease,
        maxInFlight,
        handOutsPerRound,
        round,
        budget);
  }

  /// How a host may be visited.
  ///
  /// @param interval between two hand-outs
  /// @param inFlight attempts out at once
  public record HostLimits(Duration interval, int inFlight) {}

  HostLimits limits(boolean local) {
    return local ? localHosts : publicHosts;
  }
}
