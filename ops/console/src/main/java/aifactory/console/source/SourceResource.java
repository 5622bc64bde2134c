package aifactory.console.source;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Where text comes from, and what came of it.
@Path("/api/sources")
public class SourceResource {
  /// Sources with their yield: pages asked for, got, and documents accepted.
  public static final String SOURCES =
      "select s.source_id, s.kind, s.address, s.scope, s.schedule, s.weight, s.licence,"
          + " s.local_allowed, s.max_pages, s.active, s.actor, s.declared_at, coalesce(c.attempts,"
          + " 0) as attempts, coalesce(c.fetched, 0) as fetched, coalesce(c.failed, 0) as failed,"
          + " c.last_at, coalesce(a.accepted, 0)"
          + " as accepted, coalesce(a.utf8_bytes, 0) as utf8_bytes from view.source s left join"
          + " (select source_id, sum(total)::bigint as attempts, (sum(total) filter (where outcome"
          + " = 'FETCHED'))::bigint as fetched, (sum(total) filter (where outcome not in ('FETCHED',"
          + " 'NOT_MODIFIED', 'SAME_CONTENT', 'REDIRECTED', 'POSTPONED')))::bigint as failed,"
          + " max(last_at) as last_at from view.crawl_count group"
          + " by source_id) c using (source_id) left join (select source_id, sum(total)::bigint as"
          + " accepted, sum(utf8_bytes)::bigint as utf8_bytes from view.accepted_count group by"
          + " source_id) a using (source_id)";

  private final Sources sources;
  private final Caller caller;
  private final Rows rows;

  SourceResource(Sources sources, Rows rows, Caller caller) {
    this.caller = caller;
    this.sources = sources;
    this.rows = rows;
  }

  private static final String MATCHING =
      " where position(lower(?) in lower(s.source_id || ' ' || s.address)) > 0 and (? = '' or s.kind"
          + " = ?) and (? = '' or s.active::text = ?)";

  /// Sources, newest first; `q` filters by a part of id or address, `kind` and `active` exactly.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("") String kind,
      @RestQuery @DefaultValue("") String active) {
    return Map.of(
        "status",
        "success",
        "total",
        rows.number("select count(*) from view.source s" + MATCHING, q, kind, kind, active, active),
        "sources",
        rows.list(
            SOURCES + MATCHING + " order by s.declared_at desc, s.source_id limit ? offset ?",
            q,
            kind,
            kind,
            active,
            active,
            page.limit(),
            page.offset()));
  }

  /// One source: how its fetches ended, why its documents were rejected, what was accepted, and the
  /// newest fetches.
  @GET
  @Path("/{sourceId}")
  public Map<String, Object> one(@RestPath String sourceId) {
    return Map.of(
        "status",
        "success",
        "source",
        rows.first(SOURCES + " where s.source_id = ?", sourceId)
            .orElseThrow(() -> ProblemException.unknown("source", sourceId)),
        "outcomes",
        rows.list(
            "select outcome, sum(total)::bigint as total, sum(bytes)::bigint as bytes from"
                + " view.crawl_count where source_id = ? group by outcome order by total desc",
            sourceId),
        "rejections",
        rows.list(
            "select reason, total, last_at from view.source_rejection where source_id = ? order by"
                + " total desc limit 30",
            sourceId),
        "languages",
        rows.list(
            "select language, sum(total)::bigint as total, sum(utf8_bytes)::bigint as utf8_bytes"
                + " from view.accepted_count where source_id = ? group by language order by total"
                + " desc limit 12",
            sourceId),
        "fetches",
        rows.list(
            "select url, outcome, http_status, detail, bytes, ended_at from view.fetch_sample where"
                + " source_id = ? order by ended_at desc limit 40",
            sourceId));
  }

  /// Declares or changes one.
  @POST
  @Needs(Role.OPERATOR)
  public Map<String, Object> declare(@NotNull @Valid SourceOrder order) {
    String id = sources.declare(order, caller.name());
    return Map.of("status", "success", "message", "source declared", "source_id", id);
  }

  /// Pauses one: its addresses are not visited until it goes on.
  @POST
  @Path("/{sourceId}/pause")
  @Needs(Role.OPERATOR)
  public Map<String, Object> pause(@RestPath String sourceId) {
    sources.activate(sourceId, false, caller.name());
    return Map.of("status", "success", "message", "source paused", "source_id", sourceId);
  }

  /// Lets a paused one go on.
  @POST
  @Path("/{sourceId}/resume")
  @Needs(Role.OPERATOR)
  public Map<String, Object> resume(@RestPath String sourceId) {
    sources.activate(sourceId, true, caller.name());
    return Map.of("status", "success", "message", "source goes on", "source_id", sourceId);
  }
}
