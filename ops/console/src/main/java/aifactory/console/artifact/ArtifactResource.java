package aifactory.console.artifact;

import aifactory.console.access.Caller;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Artifacts: what there is, what each is, and the files themselves.
@Path("/api/artifacts")
public class ArtifactResource {
  private static final int CREATED = 201;
  private static final String ARTIFACTS =
      "select artifact_name, manifest::jsonb as manifest, location, zip_hash, bytes, job_id, actor,"
          + " published_at from view.artifact";

  private final ArtifactShelf shelf;
  private final Rows rows;
  private final Caller caller;

  ArtifactResource(ArtifactShelf shelf, Rows rows, Caller caller) {
    this.shelf = shelf;
    this.rows = rows;
    this.caller = caller;
  }

  /// Artifacts, newest first; `q` filters by a part of the name, the others exactly.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("") String task,
      @RestQuery @DefaultValue("") String precision,
      @RestQuery @DefaultValue("") String hash) {
    return Map.of(
        "status",
        "success",
        "artifacts",
        rows.list(
            ARTIFACTS
                + " where position(lower(?) in lower(artifact_name)) > 0 and (? = '' or"
                + " manifest::jsonb->>'task' = ?) and (? = '' or manifest::jsonb->>'precision' = ?)"
                + " and (? = '' or manifest::jsonb->>'training_config_hash' = ?) order by"
                + " published_at desc, artifact_name limit ? offset ?",
            q,
            task,
            task,
            precision,
            precision,
            hash,
            hash,
            page.limit(),
            page.offset()));
  }

  /// One artifact with its manifest.
  @GET
  @Path("/{name}")
  public Map<String, Object> one(@RestPath String name) {
    return Map.of("status", "success", "artifact", found(name));
  }

  private Map<String, @Nullable Object> found(String name) {
    return rows.first(ARTIFACTS + " where artifact_name = ?", name)
        .orElseThrow(() -> ProblemException.unknown("artifact", name));
  }

  /// Its ZIP, manifest inside.
  @GET
  @Path("/{name}/download")
  @Produces("application/zip")
  public Response download(@RestPath String name) {
    Map<String, @Nullable Object> artifact = found(name);
    java.nio.file.Path file = shelf.file(String.valueOf(artifact.get("location")));
    Response.ResponseBuilder answer =
        Response.ok(file.toFile())
            .header("Content-Disposition", "attachment; filename=\"" + name + ".zip\"");
    if (artifact.get("zip_hash") instanceof String hash) {
      answer.tag(new EntityTag(hash));
    }
    return answer.build();
  }

  /// Takes in an artifact: the body is its ZIP. Every file must be the one that its manifest names.
  @POST
  @Consumes(MediaType.WILDCARD)
  public Response upload(InputStream zip) {
    ArtifactShelf.Taken taken = shelf.take(zip, caller.name());
    return Response.status(CREATED)
        .location(URI.create("/api/artifacts/" + taken.name()))
        .entity(
            Map.of(
                "status", "success",
                "message", "artifact taken in",
                "artifact_name", taken.name(),
                "zip_hash", taken.zipHash(),
                "files", taken.files()))
        .build();
  }
}
