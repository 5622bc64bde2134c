package aifactory.crawler.collector;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.collector.CollectOutcome.Failed;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.SourcePages.Page;
import aifactory.crawler.politeness.RobotsRules;
import aifactory.crawler.sitemap.Sitemap;
import aifactory.crawler.sitemap.SitemapReader;
import aifactory.crawler.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One walk over the sitemaps of a source, indexes included; each is read once, so a circle ends.
final class SitemapWalk {
  private static final int MAX_BYTES = 50 << 20;
  private static final int MAX_SITEMAPS = 1_000;
  private static final String LAST_VISIT = "lastVisit";

  private final CollectorTools tools;
  private final Source source;
  private final Findings findings;
  private final SourcePages pages;
  private final ProgressNote note;
  private long urls;
  private long skipped;

  SitemapWalk(CollectorTools tools, Source source, Findings findings) {
    this.tools = tools;
    this.source = source;
    this.findings = findings;
    this.pages = new SourcePages(tools, source, MAX_BYTES);
    this.note = ProgressNote.read(tools.progress(), "sitemap", source.id());
  }

  /// Sitemaps that robots.txt names, else the usual place.
  List<String> announced(CanonicalUrl site) {
    if (pages.get(site.origin() + "/robots.txt") instanceof Page.Read robots) {
      List<String> named =
          RobotsRules.parse(robots.body(), "", Duration.ZERO).sitemaps().stream()
              .flatMap(sitemap -> robots.url().resolve(sitemap).stream())
              .map(CanonicalUrl::text)
              .toList();
      if (!named.isEmpty()) {
        return named;
      }
    }
    return List.of(site.origin() + "/sitemap.xml");
  }

  /// Reads them all. Fails when not one could be read.
  CollectOutcome over(List<String> sitemaps) {
    Instant began = tools.clock().instant();
    Instant lastVisit = Instant.ofEpochMilli(note.number(LAST_VISIT));
    Deque<String> waiting = new ArrayDeque<>(sitemaps);
    Set<String> seen = new HashSet<>(sitemaps);
    Failed failure = new Failed(Reason.NOT_FOUND, "no sitemap");
    int read = 0;
    while (!waiting.isEmpty() && read < MAX_SITEMAPS) {
      Page page = pages.get(waiting.remove());
      Optional<Sitemap> sitemap =
          page instanceof Page.Read found
              ? SitemapReader.read(found.body(), found.contentType(), found.url().text())
              : Optional.empty();
      if (sitemap.isEmpty()) {
        failure =
            page instanceof Page.Missing missing
                ? missing.outcome()
                : new Failed(Reason.MALFORMED_CONTENT, "not a sitemap");
        skipped++;
        continue;
      }
      read++;
      skipped += sitemap.get().skipped();
      sitemap.get().urls().forEach(listed -> found(listed, lastVisit));
      for (Sitemap.Listed next : sitemap.get().sitemaps()) {
        if (seen.add(next.url().href())) {
          waiting.add(next.url().href());
        }
      }
    }
    if (read == 0) {
      return failure;
    }
    findings.confirm();
    note.put(LAST_VISIT, began.toEpochMilli());
    note.write();
    return new CollectOutcome.Collected(urls, 0, skipped);
  }

  private void found(Sitemap.Listed listed, Instant lastVisit) {
    Optional<CanonicalUrl> url = CanonicalUrl.of(listed.url()).filter(source::includes);
    if (url.isEmpty()) {
      skipped++;
      return;
    }
    boolean changed =
        lastVisit.toEpochMilli() > 0
            && listed.modified().filter(time -> time.isAfter(lastVisit)).isPresent();
    findings.url(url.get(), 1, changed);
    urls++;
  }
}
