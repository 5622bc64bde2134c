package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.source.Source;
import java.util.List;
import java.util.Optional;

/// A sitemap, or a site that has some: every address that they list is a URL to fetch; what changed
/// since the last visit is fetched again.
public final class SitemapCollector implements Collector {
  private final CollectorTools tools;

  public SitemapCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Optional<CanonicalUrl> address = CanonicalUrl.parse(source.address());
    if (address.isEmpty()) {
      return new CollectOutcome.Failed(
          Reason.MALFORMED_ADDRESS, "not an http(s) URL: " + source.address());
    }
    SitemapWalk walk = new SitemapWalk(tools, source, findings);
    boolean site = address.get().text().equals(address.get().origin() + "/");
    List<String> sitemaps = site ? walk.announced(address.get()) : List.of(address.get().text());
    return walk.over(sitemaps);
  }
}
