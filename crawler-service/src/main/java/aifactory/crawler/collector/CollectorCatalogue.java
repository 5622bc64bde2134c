package aifactory.crawler.collector;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Every kind of source. Adding one is one class and one line here.
public enum CollectorCatalogue {
  WEB("web", "web", Duration.ofHours(24), WebCollector::new),
  DOCS("docs", "docs", Duration.ofHours(24), WebCollector::new),
  SITEMAP("sitemap", "web", Duration.ofHours(6), SitemapCollector::new),
  FEED("feed", "rss", Duration.ofMinutes(30), FeedCollector::new),
  NEWS("news", "news", Duration.ofMinutes(30), FeedCollector::new),
  HACKER_NEWS("hackernews", "news", Duration.ofMinutes(30), HackerNewsCollector::new),
  ARXIV("arxiv", "arxiv", Duration.ofHours(1), ArxivCollector::new),
  WIKIPEDIA("wikipedia", "wikipedia", Duration.ofHours(24), WikipediaCollector::new),
  WARC("warc", "web", Duration.ofHours(24), ArchiveCollector::new),
  GIT("git", "docs", Duration.ofHours(24), GitCollector::new),
  DISCOVERY("discovery", "web", Duration.ofHours(24), DiscoveryCollector::new),
  FILE("file", "file", Duration.ofMinutes(1), FileCollector::new);

  private final String kind;
  private final String sourceType;
  private final Duration schedule;
  private final Function<CollectorTools, Collector> constructor;

  /// @param kind as `SourceDeclared.kind` names it
  /// @param sourceType as `DocumentFetched.sourceType` names it
  /// @param schedule time between visits where the source says nothing
  CollectorCatalogue(
      String kind,
      String sourceType,
      Duration schedule,
      Function<CollectorTools, Collector> constructor) {
    this.kind = kind;
    this.sourceType = sourceType;
    this.schedule = schedule;
    this.constructor = constructor;
  }

  public String kind() {
    return kind;
  }

  public Duration schedule() {
    return schedule;
  }

  public Collector open(CollectorTools tools) {
    return constructor.apply(tools);
  }

  public static Optional<CollectorCatalogue> ofKind(String kind) {
    return Arrays.stream(values()).filter(entry -> entry.kind.equals(kind)).findFirst();
  }

  /// Source type of documents of that kind of source.
  public static String sourceType(String kind) {
    return ofKind(kind).map(entry -> entry.sourceType).orElse("web");
  }
}
