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

/// The retraction register: which versions are withdrawn now, and why.
@Path("/api/retractions")
public class RetractionResource {
  private static final String MATCHING =
      " from view.retraction where in_force and (? = '' or domain = ?) and (? = '' or reason = ?)"
          + " and (? = '' or cause = ?)";

  private final Rows rows;

  RetractionResource(Rows rows) {
    this.rows = rows;
  }

  /// Withdrawn versions counted by reason, and the newest of them; `domain`, `reason` and `cause`
  /// (the id of the order) filter.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String domain,
      @RestQuery @DefaultValue("") String reason,
      @RestQuery @DefaultValue("") String cause) {
    Object[] filter = {domain, domain, reason, reason, cause, cause};
    Object[] paged = {domain, domain, reason, reason, cause, cause, page.limit(), page.offset()};
    return Map.of(
        "status",
        "success",
        "reasons",
        rows.list(
            "select reason, count(*) as total" + MATCHING + " group by reason order by total desc",
            filter),
        "retractions",
        rows.list(
            "select document_id, version, url, domain, reason, cause, split, registered_at"
                + MATCHING
                + " order by registered_at desc, version limit ? offset ?",
            paged));
  }
}
