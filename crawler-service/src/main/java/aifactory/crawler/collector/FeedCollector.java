package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.feed.Feed;
import aifactory.crawler.feed.FeedReader;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// A feed: each entry's link is a URL to fetch. Entries may lead to any public host; those of a
/// local feed only where its source may go.
public final class FeedCollector implements Collector {
  private static final int MAX_REDIRECTS = 5;

  private final PageSource pages;
  private final int maxBytes;

  public FeedCollector(CollectorTools tools) {
    this.pages = tools.pages();
    this.maxBytes = tools.maxBytes();
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    Optional<CanonicalUrl> address = CanonicalUrl.parse(source.address());
    for (int hop = 0; hop <= MAX_REDIRECTS && address.isPresent(); hop++) {
      CanonicalUrl url = address.get();
      FetchResponse response =
          pages.fetch(
              new FetchRequest(
                  url.text(), source.localAllowed(), Set.of(), maxBytes, false, null, null));
      if (response.outcome() == FetchOutcome.FETCHED) {
        return entries(url, response, source, findings);
      }
      if (response.outcome() != FetchOutcome.REDIRECTED) {
        return new CollectOutcome.Failed(
            response.outcome() == FetchOutcome.GONE ? Reason.NOT_FOUND : Reason.UNREADABLE,
            response.outcome() + ": " + response.detail());
      }
      address = response.header("location").flatMap(url::resolve);
    }
    return new CollectOutcome.Failed(
        Reason.MALFORMED_ADDRESS, "no feed behind " + source.address());
  }

  private static CollectOutcome entries(
      CanonicalUrl feedUrl, FetchResponse response, Source source, Findings findings) {
    Optional<Feed> feed =
        FeedReader.read(
            response.body(), response.header("content-type").orElse(""), feedUrl.text());
    if (feed.isEmpty()) {
      return new CollectOutcome.Failed(Reason.MALFORMED_CONTENT, "not a feed");
    }
    Set<CanonicalUrl> links = new LinkedHashSet<>();
    for (Feed.Entry entry : feed.get().entries()) {
      entry.link().flatMap(feedUrl::resolve).ifPresent(links::add);
    }
    long skipped = links.size();
    links.removeIf(link -> source.localAllowed() && !source.includes(link));
    skipped -= links.size();
    links.forEach(link -> findings.url(link, 1, false));
    findings.confirm();
    return new CollectOutcome.Collected(links.size(), 0, skipped);
  }
}
