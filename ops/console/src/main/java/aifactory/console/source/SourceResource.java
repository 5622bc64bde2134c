package aifactory.console.source;

import aifactory.console.access.Actor;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/// Where text comes from, and what came of it.
@Path("/api/sources")
public class SourceResource {
  /// Sources with their yield: pages asked for, got, and documents accepted.
  public static final String SOURCES =
      "select s.source_id, s.kind, s.address, s.scope, s.schedule, s.weight, s.licence,"
          + " s.local_allowed, s.max_pages, s.active, s.actor, s.declared_at, coalesce(c.attempts,"
          + " 0) as attempts, coalesce(c.fetched, 0) as fetched, c.last_at, coalesce(a.accepted, 0)"
          + " as accepted, coalesce(a.utf8_bytes, 0) as utf8_bytes from view.source s left join"
          + " (select source_id, sum(total)::bigint as attempts, (sum(total) filter (where outcome"
          + " = 'FETCHED'))::bigint as fetched, max(last_at) as last_at from view.crawl_count group"
          + " by source_id) c using (source_id) left join (select source_id, sum(total)::bigint as"
          + " accepted, sum(utf8_bytes)::bigint as utf8_bytes from view.accepted_count group by"
          + " source_id) a using (source_id)";

  private final Sources sources;
  private final Rows rows;

  SourceResource(Sources sources, Rows rows) {
    this.sources = sources;
    this.rows = rows;
  }

  /// Sources, newest first.
  @GET
  public Map<String, Object> list(@BeanParam @Valid Page page) {
    return Map.of(
        "status",
        "success",
        "sources",
        rows.list(
            SOURCES + " order by s.declared_at desc, s.source_id limit ? offset ?",
            page.limit(),
            page.offset()),
        "outcomes",
        rows.list(
            "select source_id, outcome, sum(total)::bigint as total from view.crawl_count group by"
                + " source_id, outcome order by source_id, total desc limit 500"));
  }

  /// Declares or changes one.
  @POST
  public Map<String, Object> declare(@NotNull @Valid SourceOrder order) {
    String id = sources.declare(order, Actor.ADMIN);
    return Map.of("status", "success", "message", "source declared", "source_id", id);
  }
}
