package aifactory.preprocess.rest;

import aifactory.preprocess.node.Kitchen;
import aifactory.preprocess.node.PreprocessNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/// What the room is and what it has done since its start.
@Path("/api")
public class TopologyResource {
  private final PreprocessNode node;

  TopologyResource(PreprocessNode node) {
    this.node = node;
  }

  @GET
  @Path("topology")
  @Produces(MediaType.TEXT_PLAIN)
  public String topology() {
    return open(node).topology().describe().toString();
  }

  /// Counters of this process; the factory's exact totals are on `corpus.totals`.
  @GET
  @Path("totals")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Long> totals() {
    return node.counters();
  }

  static Kitchen open(PreprocessNode node) {
    return node.kitchen().orElseThrow(() -> new ServiceUnavailableException(1L));
  }
}
