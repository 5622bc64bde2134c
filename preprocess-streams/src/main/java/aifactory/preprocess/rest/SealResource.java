package aifactory.preprocess.rest;

import aifactory.event.DatasetSealed;
import aifactory.preprocess.node.PreprocessNode;
import aifactory.preprocess.sealing.DatasetSealer;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/// Seals a dataset version on command.
@Path("/api/seal")
public class SealResource {
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  private final PreprocessNode node;

  SealResource(PreprocessNode node) {
    this.node = node;
  }

  /// @param sealed false when nothing has changed since the newest version
  public record Answer(boolean sealed, String datasetId, long number, long documents) {}

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Answer seal() {
    DatasetSealer sealer = TopologyResource.open(node).sealer();
    if (sealer == null) {
      throw new WebApplicationException("this node is a worker: only a master seals", CONFLICT);
    }
    if (!sealer.isReady()) {
      throw new WebApplicationException("the log is still being read", UNAVAILABLE);
    }
    Optional<DatasetSealed> sealed = sealer.sealNow();
    return sealed
        .or(sealer::newest)
        .map(version ->
            new Answer(
                sealed.isPresent(),
                version.getDatasetId(),
                version.getNumber(),
                version.getDocuments()))
        .orElse(new Answer(false, "", 0, 0));
  }
}
