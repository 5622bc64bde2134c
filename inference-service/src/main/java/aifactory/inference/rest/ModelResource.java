package aifactory.inference.rest;

import aifactory.inference.answer.ModelNames;
import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.bundle.Aliases;
import aifactory.inference.bundle.ModelSlot;
import aifactory.inference.bundle.SlotState;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// `/v1/models`: the names under which the served bundle can be asked for.
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
  private final ModelSlot slot;
  private final ModelNames names;

  public ModelResource(ModelSlot slot, Aliases aliases) {
    this.slot = slot;
    this.names = new ModelNames(aliases);
  }

  record Model(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      String bundle) {}

  record Models(String object, List<Model> data) {}

  @GET
  public Models list() {
    return new Models("list", models());
  }

  @GET
  @Path("/{id}")
  public Model one(@PathParam("id") String id) {
    return models().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new RequestRefusedException(
                Reason.MODEL_NOT_FOUND, "model", "model '%s' is not served here".formatted(id)));
  }

  private List<Model> models() {
    long since =
        slot.state() instanceof SlotState.Serving serving ? serving.since().getEpochSecond() : 0;
    return slot.servingId()
        .map(bundle ->
            names.of(bundle).stream()
                .map(name -> new Model(name, "model", since, "ai-factory-engine", bundle))
                .toList())
        .orElse(List.of());
  }
}
