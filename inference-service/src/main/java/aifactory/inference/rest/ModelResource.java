package aifactory.inference.rest;

import aifactory.inference.answer.Models;
import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.embed.Embedding;
import aifactory.inference.embed.InstalledEmbedding;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/// `/v1/models`: the names under which models can be asked for, the embedding model too.
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
  private static final String OWNER = "ai-factory-engine";

  private final Models models;
  private final InstalledEmbedding embedding;

  public ModelResource(Models models, InstalledEmbedding embedding) {
    this.models = models;
    this.embedding = embedding;
  }

  /// @param bundle what the name means now; of an embedding model its name

  record Model(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      String bundle) {}

  record ModelList(String object, List<Model> data) {}

  @GET
  public ModelList list() {
    return new ModelList("list", models());
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
    long since = models.servingSince().getEpochSecond();
    List<Model> all = new ArrayList<>();
    models
        .named()
        .forEach((name, bundle) -> all.add(new Model(name, "model", since, OWNER, bundle)));
    embedding
        .model()
        .map(Embedding::name)
        .ifPresent(name -> all.add(new Model(name, "model", since, OWNER, name)));
    return all;
  }
}
