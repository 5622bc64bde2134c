package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.Sha256;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.SourcePages.Page;
import aifactory.crawler.feed.Feed;
import aifactory.crawler.feed.FeedReader;
import aifactory.crawler.source.Source;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A feed: each entry's link is a URL to fetch, and to fetch again when the entry was updated.
/// Entries may lead to any public host; those of a local feed only where its source may go.
public final class FeedCollector implements Collector {
  private static final String ETAG = "etag";
  private static final String LAST_MODIFIED = "lastModified";
  private static final String ENTRY = "entry.";

  private final CollectorTools tools;

  public FeedCollector(CollectorTools tools) {
    this.tools = tools;
  }

  @Override
  public CollectOutcome collect(Source source, Findings findings) {
    ProgressNote note = ProgressNote.read(tools.progress(), "feed", source.id());
    Page page =
        new SourcePages(tools, source, tools.maxBytes())
            .get(
                source.address(),
                note.text(ETAG).orElse(null),
                note.text(LAST_MODIFIED).orElse(null));
    return switch (page) {
      case Page.Unchanged ignored -> new CollectOutcome.Collected(0, 0, 0);
      case Page.Missing(Failed outcome) -> outcome;
      case Page.Read read ->
          FeedReader.read(read.body(), read.contentType(), read.url().text())
              .map(feed -> entries(feed, read, source, findings, note))
              .orElseGet(() -> new Failed(Reason.MALFORMED_CONTENT, "not a feed"));
    };
  }

  private static CollectOutcome entries(
      Feed feed, Page.Read page, Source source, Findings findings, ProgressNote note) {
    Set<CanonicalUrl> links = new HashSet<>();
    ProgressNote previous = note.copy();
    note.clear(); // only what the feed still holds is remembered
    long skipped = 0;
    for (Feed.Entry entry : feed.entries()) {
      Optional<CanonicalUrl> link =
          entry
              .link()
              .flatMap(page.url()::resolve)
              .filter(url -> !source.localAllowed() || source.includes(url));
      if (link.isEmpty()) {
        skipped++;
      } else if (links.add(link.get())) {
        String key = ENTRY + Sha256.hex(entry.id().orElse(link.get().text())).substring(0, 16);
        String version = version(entry);
        boolean updated = previous.text(key).filter(known -> !known.equals(version)).isPresent();
        note.put(key, version);
        findings.url(link.get(), 1, updated);
      }
    }
    findings.confirm();
    page.response().header("etag").ifPresent(value -> note.put(ETAG, value));
    page.response().header("last-modified").ifPresent(value -> note.put(LAST_MODIFIED, value));
    note.write();
    return new CollectOutcome.Collected(links.size(), 0, skipped);
  }

  /// What changes when an entry is updated.
  private static String version(Feed.Entry entry) {
    return entry
        .updated()
        .or(entry::published)
        .map(Object::toString)
        .orElseGet(() ->
            Sha256.hex(entry.title().orElse("") + entry.content().orElse("")).substring(0, 16));
  }
}
