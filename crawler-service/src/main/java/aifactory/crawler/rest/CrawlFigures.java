package aifactory.crawler.rest;

import java.util.Map;

/// Where the figures come from.
public interface CrawlFigures {
  Frontier frontier();

  /// Everything runs and partitions are assigned.
  boolean isReady();

  /// Nothing has died that would not come back by itself.
  boolean isAlive();

  /// @param state of the frontier's topology: RUNNING, REBALANCING, …; STARTING before it exists
  /// @param counts exact counts, kept in the frontier's state; empty while partitions move
  /// @param fetcher running totals of this process's fetcher
  record Frontier(
      String state, boolean fetching, Map<String, Long> counts, Map<String, Long> fetcher) {}
}
