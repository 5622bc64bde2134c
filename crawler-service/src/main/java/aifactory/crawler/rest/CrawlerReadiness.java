package aifactory.crawler.rest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether the crawler is at work.
@Readiness
@ApplicationScoped
public class CrawlerReadiness implements HealthCheck {
  private final CrawlFigures figures;

  CrawlerReadiness(CrawlFigures figures) {
    this.figures = figures;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("crawler")
        .status(figures.isReady())
        .withData("frontier", figures.frontier().state())
        .build();
  }
}
