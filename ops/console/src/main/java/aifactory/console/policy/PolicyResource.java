package aifactory.console.policy;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
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

/// Which domains may be used, at which weight.
@Path("/api/policies")
public class PolicyResource {
  private final Policies policies;
  private final PolicyPreview preview;
  private final Caller caller;
  private final Rows rows;

  PolicyResource(Policies policies, PolicyPreview preview, Rows rows, Caller caller) {
    this.caller = caller;
    this.policies = policies;
    this.preview = preview;
    this.rows = rows;
  }

  /// Policies in force, newest first; `domain` filters by a part of the pattern.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String domain) {
    return Map.of(
        "status",
        "success",
        "policies",
        rows.list(
            "select pattern as domain_pattern, source_type, license_tag, allow_training,"
                + " base_weight, notes, actor, event_id, set_at from control.policy where"
                + " position(? in pattern) > 0 or ? = '' order by set_at desc, pattern limit ?"
                + " offset ?",
            domain,
            domain,
            page.limit(),
            page.offset()));
  }

  /// What an order would change, exactly, without ordering it: documents that would go, come back
  /// or weigh otherwise, and the datasets and models that they are in.
  @POST
  @Path("/preview")
  @Needs(Role.OPERATOR)
  public Map<String, Object> preview(@NotNull @Valid PolicyOrder order) {
    return preview.of(order);
  }

  /// Sets, changes or removes one.
  @POST
  public Map<String, Object> save(@NotNull @Valid PolicyOrder order) {
    String eventId = policies.order(order, caller.name());
    return Map.of(
        "status", "success", "message", "policy set for " + order.pattern(), "event_id", eventId);
  }
}
