package aifactory.crawler;

import aifactory.crawler.rest.CrawlFigures;
import aifactory.node.NodeIdentity;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The crawler's life inside Quarkus: starts beside the HTTP server, waits for the broker as long
/// as it takes, stops with the process.
@ApplicationScoped
public class CrawlerLife implements CrawlFigures {
  private static final Logger LOG = LoggerFactory.getLogger(CrawlerLife.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final CrawlerConfig config;
  private final String host;
  private final int port;
  private final Thread starting =
      Thread.ofPlatform().name("crawler-start").daemon(true).unstarted(this::open);
  private volatile @Nullable CrawlerService service;
  private volatile boolean closing;

  CrawlerLife(
      CrawlerConfig config,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.host = host;
    this.port = port;
  }

  void begin(@Observes StartupEvent event) {
    starting.start();
  }

  private void open() {
    NodeIdentity identity =
        NodeIdentity.persistent(
            Path.of(config.home()), "sensing", "crawler", "http://" + host + ":" + port);
    while (!closing && service == null) {
      try {
        service = CrawlerService.open(config, identity);
      } catch (RuntimeException e) {
        LOG.warn("waiting to start reason={}", e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  void end(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    starting.interrupt();
    starting.join(PAUSE);
    CrawlerService running = service;
    if (running != null) {
      running.close();
      LOG.info("crawler stopped");
    }
  }

  @Override
  public CrawlFigures.Frontier frontier() {
    CrawlerService running = service;
    return running == null
        ? new CrawlFigures.Frontier("STARTING", false, Map.of(), Map.of())
        : new CrawlFigures.Frontier(
            running.frontierState(),
            running.isFetching(),
            running.frontierCounts(),
            running.counters());
  }

  @Override
  public boolean isReady() {
    CrawlerService running = service;
    return running != null && running.isReady();
  }

  @Override
  public boolean isAlive() {
    CrawlerService running = service;
    return running == null || running.isAlive();
  }
}
