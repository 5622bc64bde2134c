package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.event.UrlDiscovered;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

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
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Tells the frontier of so many URLs that nobody has seen, spread over hosts of the world;
  /// returns when it knows them.
  ///
  /// @param first number of the first one: what comes before is known already
  /// @param perHost URLs of one host
  public void know(long first, long count, int perHost, Duration limit) {
    try (EventProducer producer = EventProducer.open(factory.kafka(), "bench-frontier")) {
      for (long number = first; number < first + count; number++) {
        String host = "h" + number / perHost + ".example.org";
        producer.send(
            Topics.CRAWL_DISCOVERED,
            host,
            UrlDiscovered.newBuilder()
                .setUrl("http://" + host + "/section/page-" + number + ".html")
                .setHost(host)
                .setSourceId("known")
                .setDepth(1)
                .setPriority(0.5)
                .setDiscoveredAt(Instant.now())
                .build());
      }
      producer.flush();
    }
    Await.until((first + count) + " known", limit, () -> known() >= first + count);
  }

  /// URLs that the frontier has seen.
  public long known() {
    return figure("counts", "seen");
  }

  /// Bytes of heap that are in use behind a full collection.
  public long liveHeapBytes() throws IOException, InterruptedException {
    Process told =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(factory.pidOf("crawler")),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String[] total;
    try (var lines = told.inputReader()) {
      total =
          lines
              .lines()
              .filter(line -> line.startsWith("Total"))
              .findFirst()
              .orElseThrow(() -> new IOException("jcmd says nothing of the crawler's heap"))
              .strip()
              .split("\\s+");
    }
    told.waitFor();
    return Long.parseLong(total[2]);
  }

  /// Bytes that the frontier has on disk, its changelogs at the broker not included.
  public long stateBytes() throws IOException {
    return bytesOf(factory.home().resolve("crawler"));
  }

  /// Bytes of the broker's logs.
  public long logBytes() throws IOException {
    return bytesOf(factory.home().resolve("kafka"));
  }

  private static long bytesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .mapToLong(file -> {
            try {
              return Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (IOException e) {
              return 0; // compacted away meanwhile
            }
          })
          .sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Kills the crawler; answers how long it took until it was ready again with what it knew.
  public Duration killAndAwaitReady(Duration limit) throws IOException {
    long known = known();
    factory.kill("crawler");
    return Await.until("the frontier knows again", limit, () -> known() >= known);
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
