package aifactory.trainer.rest;

import aifactory.trainer.TrainerService;
import aifactory.trainer.loop.Hindsight;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// `GET /api/batch?run=R&step=N`: what was in the batch of a past step; `GET
/// /api/tokens?version=V`: how many tokens a version of a document has.
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class BatchResource {
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final TrainerService service;

  public BatchResource(TrainerService service) {
    this.service = service;
  }

  @GET
  @Path("/tokens")
  @Blocking
  public Response tokens(@QueryParam("version") @DefaultValue("") String version) {
    return service
        .hindsight()
        .map(hindsight -> Response.ok(hindsight.tokens(version)).build())
        .orElseGet(() -> problem(UNAVAILABLE, "the trainer is still reading its orders"));
  }

  @GET
  @Path("/batch")
  @Blocking
  public Response batch(
      @QueryParam("run") @DefaultValue("") String run,
      @QueryParam("step") @DefaultValue("-1") long step) {
    if (service.hindsight().isEmpty()) {
      return problem(UNAVAILABLE, "the trainer is still reading its orders; try again");
    }
    try {
      return Response.ok(service.hindsight().get().batch(run, step)).build();
    } catch (Hindsight.UnknownException e) {
      return problem(NOT_FOUND, String.valueOf(e.getMessage()));
    }
  }

  private static Response problem(int status, String detail) {
    return Response.status(status)
        .type("application/problem+json")
        .entity(Map.of("status", status, "title", "no such batch", "detail", detail))
        .build();
  }
}
