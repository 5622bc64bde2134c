package aifactory.crawler.collector;

import aifactory.contract.policy.PolicyTable;
import aifactory.crawler.fetch.PageSource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What collectors may use.
///
/// @param maxBytes largest document or feed
/// @param progress directory in which collectors remember how far they came
/// @param policies in force now
public record CollectorTools(
    PageSource pages,
    InstantSource clock,
    int maxBytes,
    Path progress,
    CollectorSettings settings,
    Supplier<PolicyTable> policies) {
  /// Where no policies are known.
  public CollectorTools(
      PageSource pages,
      InstantSource clock,
      int maxBytes,
      Path progress,
      CollectorSettings settings) {
    this(pages, clock, maxBytes, progress, settings, () -> PolicyTable.EMPTY);
  }
}
