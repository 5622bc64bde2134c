package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The crawler with a broker and a registry and nothing else: what a benchmark of crawling needs.
public final class LoneCrawler implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);

  private final ScratchFactory factory;

  private LoneCrawler(ScratchFactory factory) {
    this.factory = factory;
  }

  /// Starts one; returns when it is ready.
  ///
  /// @param settings environment variables of the crawler
  public static LoneCrawler start(Path root, Map<String, String> settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SERVICES", "crawler");
    all.put("SAMPLES", "0");
    ScratchFactory factory = ScratchFactory.start(root, all, false);
    LoneCrawler crawler = new LoneCrawler(factory);
    try {
      factory.awaitReady(READY);
    } catch (RuntimeException | IOException | InterruptedException e) {
      crawler.close();
      throw e;
    }
    return crawler;
  }

  /// Crawls a site on this machine; returns when so many pages more have been taken and nothing is
  /// on its way.
  public void crawl(String id, String address, long pages, Duration limit) {
    long before = taken();
    try (EventProducer producer = EventProducer.open(factory.kafka(), "bench-crawl")) {
      producer.sendAndWait(
          Topics.CRAWL_SOURCES,
          id,
          SourceDeclared.newBuilder()
              .setSourceId(id)
              .setKind("web")
              .setAddress(address)
              .setLocalAllowed(true)
              .setActor("bench")
              .setDeclaredAt(Instant.now())
              .build());
    }
    Await.until(
        pages + " pages of " + address,
        limit,
        () -> taken() >= before + pages && figure("counts", "inFlight") == 0);
  }

  private long taken() {
    return figure("fetcher", "outcome.FETCHED");
  }

  private long figure(String group, String name) {
    try {
      JsonNode frontier = factory.service("CRAWLER_PORT").get("/api/frontier").json();
      return frontier.path(group).path(name).asLong(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Processor time so far of the crawler and of the broker.
  public Duration processorTime() throws IOException {
    return timeOf("crawler").plus(timeOf("kafka"));
  }

  private Duration timeOf(String part) throws IOException {
    return ProcessHandle.of(factory.pidOf(part))
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("no processor time of " + part));
  }

  @Override
  public void close() throws IOException {
    factory.close();
  }
}
