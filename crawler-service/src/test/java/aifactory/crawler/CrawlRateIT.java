package aifactory.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.FetchEnded;
import aifactory.event.SourceDeclared;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures, on demand (`-Dcrawl.rate.pages=2500`): pages a second of a loopback site with local
/// settings, from the start of the first fetch to the end of the last, through the whole crawler.
@EnabledIfSystemProperty(named = "crawl.rate.pages", matches = "[0-9]+")
final class CrawlRateIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void pagesASecond(@TempDir Path home) throws Exception {
    int pages = Integer.getInteger("crawl.rate.pages");
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    KafkaSettings kafka = testbed.kafka();
    List<FetchEnded> taken = new CopyOnWriteArrayList<>();
    try (GeneratedSite site = new GeneratedSite("rate.localhost", pages);
        EventProducer producer = EventProducer.open(kafka, "test");
        EventTail outcomes =
            EventTail.named("rate", kafka)
                .on(Topics.CRAWL_OUTCOMES, EventTail.From.START, one -> taken.add(one.event()))
                .start();
        CrawlerProcess crawler = CrawlerProcess.start(kafka, home, Map.of())) {
      outcomes.awaitCaughtUp(LIMIT);
      producer.sendAndWait(Topics.CRAWL_SOURCES, "site", declared(site));
      Instant limit = Instant.now().plus(LIMIT);
      while (fetched(taken).size() < pages) {
        assertThat(Instant.now()).as("%d fetched", fetched(taken).size()).isBefore(limit);
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
      assertThat(crawler.frontier("seen")).isGreaterThanOrEqualTo(pages);
    }
    report(fetched(taken));
  }

  private static List<FetchEnded> fetched(List<FetchEnded> ended) {
    return ended.stream().filter(one -> one.getOutcome().equals("FETCHED")).toList();
  }

  private static void report(List<FetchEnded> pages) throws Exception {
    Instant first =
        pages.stream().map(FetchEnded::getStartedAt).min(Comparator.naturalOrder()).orElseThrow();
    Instant last =
        pages.stream().map(FetchEnded::getEndedAt).max(Comparator.naturalOrder()).orElseThrow();
    long millis = Duration.between(first, last).toMillis();
    Files.writeString(
        Path.of("target", "crawl-rate.txt"),
        "%d pages in %d ms = %.0f pages/s%n"
            .formatted(pages.size(), millis, pages.size() * 1000.0 / millis));
  }

  private static SourceDeclared declared(GeneratedSite site) {
    return SourceDeclared.newBuilder()
        .setSourceId("site")
        .setKind("web")
        .setAddress(site.root() + "/")
        .setLocalAllowed(true)
        .setDeclaredAt(Instant.now())
        .build();
  }
}
