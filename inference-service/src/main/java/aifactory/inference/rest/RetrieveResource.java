package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.intake.Intake;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageSearch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/retrieve`: what the corpus says of a question, without any model.
@Path("/api/retrieve")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RetrieveResource {
  private static final int MAX_HITS = 50;

  private final Intake intake;

  public RetrieveResource(Intake intake) {
    this.intake = intake;
  }

  record Hits(String status, String query, List<Passage> hits) {}

  @GET
  public Hits find(
      @QueryParam("q") @Nullable String query, @QueryParam("k") @DefaultValue("5") String limit) {
    if (query == null || query.isBlank()) {
      throw JsonBody.wrong("q", "is required");
    }
    PassageSearch search =
        intake
            .search()
            .orElseThrow(() ->
                new RequestRefusedException(
                    Reason.NOT_READY, null, "the index is still being opened; try again"));
    return new Hits("success", query, search.find(query, hits(limit)));
  }

  private static int hits(String limit) {
    if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1) {
      throw JsonBody.wrong("k", "must be from 1 to " + MAX_HITS);
    }
    int hits = Integer.parseInt(limit);
    if (hits > MAX_HITS) {
      throw JsonBody.wrong("k", "must be from 1 to " + MAX_HITS);
    }
    return hits;
  }
}
