package aifactory.console.policy;

import aifactory.console.access.Caller;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// Removal of a URL, a document or a whole domain, and lifting it again.
@Path("/api/takedowns")
public class TakedownResource {
  private final Takedowns takedowns;
  private final Caller caller;
  private final Rows rows;

  TakedownResource(Takedowns takedowns, Rows rows, Caller caller) {
    this.caller = caller;
    this.takedowns = takedowns;
    this.rows = rows;
  }

  /// Takedowns ever ordered, newest first; `kind` and `q` (a part of the target) filter, and
  /// `in_force`.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String kind,
      @RestQuery("in_force") @DefaultValue("") String inForce,
      @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "takedowns",
        rows.list(
            "select target_kind, target, in_force, reason, actor, event_id, ordered_at from"
                + " control.takedown where ? in ('', target_kind) and ? in ('', in_force::text) and"
                + " position(? in target) > 0 order by ordered_at desc, event_id limit ? offset ?",
            kind,
            inForce,
            q,
            page.limit(),
            page.offset()));
  }

  /// Orders or lifts one.
  @POST
  public Map<String, Object> order(@NotNull @Valid TakedownOrder order) {
    String eventId = takedowns.order(order, caller.name());
    return Map.of(
        "status", "success", "message", "takedown of " + order.target(), "event_id", eventId);
  }
}
