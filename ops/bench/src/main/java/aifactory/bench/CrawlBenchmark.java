package aifactory.bench;

import aifactory.claim.Claim;
import aifactory.walk.LoneCrawler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The crawler with its broker beside Scrapy, over the same loopback site, politeness off on both
/// sides. Pages per second of processor time: ours of the crawler and the broker together (from the
/// declaration of the source to the last page's report, heartbeats and all), Scrapy's of its
/// process from the spider's opening to its closing, the feed export included; Python's start and
/// imports are not counted. Our crawler has crawled one site before, as a service has; Scrapy
/// starts anew. Pages a second of the clock, also told, are of a machine on which the site is
/// served beside.
final class CrawlBenchmark implements Benchmark {
  private static final double BOUND = 10;
  private static final int PAGES = 3_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "CRAWLER_RESPECT_ROBOTS", "0",
          "CRAWLER_READ_RESERVATIONS", "0",
          "CRAWLER_FOLLOW_SITEMAPS", "0",
          "CRAWLER_LOCAL_CONCURRENCY", "100",
          "MAX_CRAWLER_WORKERS", "100");

  /// Of one crawl.
  private record Rate(double perProcessorSecond, double perSecond) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "crawl", "scrapy");
    List<Rate> ours = new ArrayList<>();
    List<Rate> theirs = new ArrayList<>();
    try (CrawlSite site = new CrawlSite(PAGES);
        LoneCrawler crawler = LoneCrawler.start(root, SETTINGS)) {
      crawl(crawler, site, "before");
      for (int run = 0; run < runs; run++) {
        ours.add(crawl(crawler, site, "ours-" + run));
        theirs.add(crawl(peer, site, "theirs-" + run));
        System.err.printf(
            Locale.ROOT,
            "pages/CPU s: ours %.0f, Scrapy %.0f; pages/s: ours %.0f, Scrapy %.0f%n",
            ours.getLast().perProcessorSecond(),
            theirs.getLast().perProcessorSecond(),
            ours.getLast().perSecond(),
            theirs.getLast().perSecond());
      }
    }
    return List.of(
        Claim.beside(
            "crawl.pages-per-cpu-second-of-crawler-and-broker-over-scrapy",
            "x",
            BOUND,
            ours.stream().map(Rate::perProcessorSecond).toList(),
            theirs.stream().map(Rate::perProcessorSecond).toList()),
        Claim.beside(
            "crawl.pages-per-second-over-scrapy",
            "x",
            1,
            ours.stream().map(Rate::perSecond).toList(),
            theirs.stream().map(Rate::perSecond).toList()));
  }

  private static Rate crawl(LoneCrawler crawler, CrawlSite site, String name) throws IOException {
    Duration before = crawler.processorTime();
    long began = System.nanoTime();
    crawler.crawl(name, site.site(name), PAGES, LIMIT);
    double seconds = (System.nanoTime() - began) / 1e9;
    double processor = crawler.processorTime().minus(before).toMillis() / 1e3;
    return new Rate(PAGES / processor, PAGES / seconds);
  }

  private static Rate crawl(PythonPeer peer, CrawlSite site, String name)
      throws IOException, InterruptedException {
    String feed = peer.home().resolve("feed.jsonl").toString();
    JsonNode told = new ObjectMapper().readTree(peer.run(site.site(name), feed));
    long pages = told.path("pages").asLong();
    if (pages != PAGES) {
      throw new IOException("Scrapy took %d pages of %d".formatted(pages, PAGES));
    }
    return new Rate(
        PAGES / told.path("processor").asDouble(), PAGES / told.path("seconds").asDouble());
  }
}
