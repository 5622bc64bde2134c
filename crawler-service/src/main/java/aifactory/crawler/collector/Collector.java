package aifactory.crawler.collector;

import aifactory.crawler.source.Source;

/// How one kind of source becomes URLs or documents. One visit per call, on a thread of its own;
/// called again at the source's schedule. Expected failures are outcomes, never exceptions. A visit
/// that was cut off is repeated: what it had found is found again, which downstream ignores.
public interface Collector {
  CollectOutcome collect(Source source, Findings findings);
}
