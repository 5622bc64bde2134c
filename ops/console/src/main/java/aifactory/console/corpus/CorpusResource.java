package aifactory.console.corpus;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// What was judged: rejected with reasons, accepted lately.
@Path("/api")
public class CorpusResource {
  private final Rows rows;

  CorpusResource(Rows rows) {
    this.rows = rows;
  }

  /// Rejections counted by reason, and the newest of them; `reason` filters.
  @GET
  @Path("/rejections")
  public Map<String, Object> rejections(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String reason) {
    return Map.of(
        "status",
        "success",
        "reasons",
        rows.list(
            "select reason, sum(total)::bigint as total, max(last_at) as last_at from"
                + " view.rejection_count group by reason order by total desc"),
        "rejections",
        rows.list(
            "select reason, url, domain, measure, threshold, detail, rejected_at from"
                + " view.rejection_sample where ? = '' or reason = ? order by rejected_at desc limit"
                + " ? offset ?",
            reason,
            reason,
            page.limit(),
            page.offset()));
  }

  /// The newest accepted documents.
  @GET
  @Path("/documents")
  public Map<String, Object> documents(@BeanParam @Valid Page page) {
    return Map.of(
        "status",
        "success",
        "documents",
        rows.list(
            "select document_id, url, title, language, quality, characters, accepted_at from"
                + " view.accepted_sample order by accepted_at desc limit ? offset ?",
            page.limit(),
            page.offset()));
  }
}
