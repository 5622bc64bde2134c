package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.source.Source;
import java.util.Optional;

/// A site: its address is the seed, the frontier and the fetcher do the rest.
public final class WebCollector implements Collector {
  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Optional<CanonicalUrl> address = CanonicalUrl.parse(source.address());
    if (address.isEmpty()) {
      return new CollectOutcome.Failed(
          Reason.MALFORMED_ADDRESS, "not an http(s) URL: " + source.address());
    }
    findings.url(address.get(), 0, true);
    findings.confirm();
    return new CollectOutcome.Collected(1, 0, 0);
  }
}
