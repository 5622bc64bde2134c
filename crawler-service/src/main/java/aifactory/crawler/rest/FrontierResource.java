package aifactory.crawler.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// What the frontier holds and the fetcher does, in figures.
@Path("/api/frontier")
public class FrontierResource {
  private final CrawlFigures figures;

  FrontierResource(CrawlFigures figures) {
    this.figures = figures;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CrawlFigures.Frontier frontier() {
    return figures.frontier();
  }
}
