package aifactory.console.policy;

import aifactory.console.access.Caller;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

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

  /// Takedowns ever ordered, newest first.
  @GET
  public Map<String, Object> list(@BeanParam @Valid Page page) {
    return Map.of(
        "status",
        "success",
        "takedowns",
        rows.list(
            "select target_kind, target, in_force, reason, actor, event_id, ordered_at from"
                + " control.takedown order by ordered_at desc limit ? offset ?",
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
