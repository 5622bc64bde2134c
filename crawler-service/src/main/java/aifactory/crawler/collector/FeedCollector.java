package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.source.Source;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// An RSS or Atom feed: each entry's link is a URL to fetch. Entries may lead to any public host;
/// those of a local feed only where its source may go.
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
    SyndFeed feed;
    try (XmlReader text =
        new XmlReader(
            new ByteArrayInputStream(response.body()),
            response.header("content-type").orElse(null),
            true)) {
      feed = new SyndFeedInput().build(text); // doctypes, and so entities, are refused by default
    } catch (IOException | FeedException | IllegalArgumentException e) {
      return new CollectOutcome.Failed(Reason.MALFORMED_CONTENT, "not a feed: " + e.getMessage());
    }
    Set<CanonicalUrl> links = new LinkedHashSet<>();
    for (SyndEntry entry : feed.getEntries()) {
      Optional.ofNullable(entry.getLink()).flatMap(feedUrl::resolve).ifPresent(links::add);
    }
    long skipped = links.size();
    links.removeIf(link -> source.localAllowed() && !source.includes(link));
    skipped -= links.size();
    links.forEach(link -> findings.url(link, 1, false));
    findings.confirm();
    return new CollectOutcome.Collected(links.size(), 0, skipped);
  }
}
