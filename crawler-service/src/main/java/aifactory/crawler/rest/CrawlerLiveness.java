package aifactory.crawler.rest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Whether the crawler must be started again.
@Liveness
@ApplicationScoped
public class CrawlerLiveness implements HealthCheck {
  private final CrawlFigures figures;

  CrawlerLiveness(CrawlFigures figures) {
    this.figures = figures;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("crawler")
        .status(figures.isAlive())
        .withData("frontier", figures.frontier().state())
        .build();
  }
}
