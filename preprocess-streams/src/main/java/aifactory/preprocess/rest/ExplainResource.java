package aifactory.preprocess.rest;

import aifactory.event.DocumentFetched;
import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.judge.Explainer;
import aifactory.preprocess.judge.Explanation;
import aifactory.preprocess.node.PreprocessNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judges the body of a request as if it had been fetched, and says what every step found.
/// Publishes nothing.
@Path("/api/explain")
public class ExplainResource {
  private final PreprocessNode node;

  ExplainResource(PreprocessNode node) {
    this.node = node;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  public Explanation explain(
      byte @Nullable [] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue("text/html") String contentType,
      @QueryParam("url") @DefaultValue("http://localhost/") String url,
      @QueryParam("sourceType") @DefaultValue("web") String sourceType) {
    DocumentFetched fetched =
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.wrap(body == null ? new byte[0] : body))
            .setContentType(contentType)
            .setSourceType(sourceType)
            .setFetchedAt(Instant.EPOCH) // nothing depends on it here
            .build();
    Judgement opened =
        Origin.of(fetched, -1, -1)
            .<Judgement>map(origin -> Draft.of(origin, fetched))
            .orElseGet(() ->
                Rejected.of(Origin.unusable(fetched, -1, -1), RejectionReason.INVALID_URL, url));
    return new Explainer(TopologyResource.open(node).steps()).explain(opened);
  }
}
