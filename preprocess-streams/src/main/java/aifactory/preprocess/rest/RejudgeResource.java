package aifactory.preprocess.rest;

import aifactory.preprocess.node.PreprocessNode;
import aifactory.preprocess.rejudge.Rejudge;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Judges the raw log again by the rules in force now. One at a time.
@Path("/api/rejudge")
public class RejudgeResource {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final Semaphore ONE = new Semaphore(1);

  private final PreprocessNode node;

  RejudgeResource(PreprocessNode node) {
    this.node = node;
  }

  /// @param reason only what was rejected for it, ACCEPTED for what was accepted
  /// @param domain only this domain and those below it
  /// @param all everything; needed when neither is given
  /// @param dryRun only say what would change
  public record Order(
      @Nullable String reason, @Nullable String domain, boolean all, boolean dryRun) {}

  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Rejudge.Result rejudge(Order order) {
    String reason = order.reason() == null ? "" : order.reason();
    String domain = order.domain() == null ? "" : order.domain();
    if (reason.isEmpty() && domain.isEmpty() && !order.all()) {
      throw new WebApplicationException("name a reason, a domain or all", BAD_REQUEST);
    }
    if (!ONE.tryAcquire()) {
      throw new WebApplicationException("the log is being judged again already", CONFLICT);
    }
    try {
      return TopologyResource.open(node)
          .rejudge()
          .run(new Rejudge.Selection(reason, domain), order.dryRun());
    } finally {
      ONE.release();
    }
  }
}
