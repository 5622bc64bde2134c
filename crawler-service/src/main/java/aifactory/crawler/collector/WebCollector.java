package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.source.Source;
import java.util.Optional;

/// A site: its address is the seed, and what its sitemaps list is known from the start; the
/// frontier and the fetcher do the rest.
public final class WebCollector implements Collector {
  private final CollectorTools tools;

  public WebCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Optional<CanonicalUrl> address = CanonicalUrl.parse(source.address());
    if (address.isEmpty()) {
      return new CollectOutcome.Failed(
          Reason.MALFORMED_ADDRESS, "not an http(s) URL: " + source.address());
    }
    findings.url(address.get(), 0, true);
    findings.confirm(); // the site does not wait for its sitemaps
    if (tools.settings().followSitemaps()) {
      SitemapWalk walk = new SitemapWalk(tools, source, findings);
      if (walk.over(walk.announced(address.get()))
          instanceof CollectOutcome.Collected(long urls, long documents, long skipped)) {
        return new CollectOutcome.Collected(urls + 1, documents, skipped);
      }
    }
    return new CollectOutcome.Collected(1, 0, 0);
  }
}
