package aifactory.preprocess.rest;

import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.intake.RawLog;
import aifactory.preprocess.judge.Explainer;
import aifactory.preprocess.judge.Explanation;
import aifactory.preprocess.node.Kitchen;
import aifactory.preprocess.node.PreprocessNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/// What every step says of a raw record by the rules in force now, with measure and bound.
@Path("/api/raw/{partition}/{offset}")
public class RawResource {
  private final PreprocessNode node;

  RawResource(PreprocessNode node) {
    this.node = node;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Explanation explain(
      @PathParam("partition") int partition, @PathParam("offset") long offset) {
    Kitchen kitchen = TopologyResource.open(node);
    List<RawLog.Raw> found = new ArrayList<>();
    try (RawLog log = kitchen.rawLog()) {
      log.read(List.of(new RawLog.Place(partition, offset)), found::add);
    }
    if (found.isEmpty()) {
      throw new NotFoundException("the raw record has expired");
    }
    var fetched = found.getFirst().event();
    Judgement opened =
        Origin.of(fetched, partition, offset)
            .<Judgement>map(origin -> Draft.of(origin, fetched))
            .orElseGet(() ->
                Rejected.of(
                    Origin.unusable(fetched, partition, offset), RejectionReason.INVALID_URL, ""));
    return new Explainer(kitchen.steps()).explain(opened);
  }
}
