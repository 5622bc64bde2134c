package aifactory.console.node;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Nodes: which there are, how they are, and ordering them about.
@Path("/api/nodes")
public class NodeResource {
  private final Caller caller;
  private final Rows rows;
  private final NodeOrders orders;

  NodeResource(Rows rows, NodeOrders orders, Caller caller) {
    this.caller = caller;
    this.rows = rows;
    this.orders = orders;
  }

  /// All nodes; `status`, `type`, `service` and `q` (a part of the id) filter. A node that has not
  /// been heard for 10 s is offline.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String status,
      @RestQuery @DefaultValue("") String type,
      @RestQuery @DefaultValue("") String service,
      @RestQuery @DefaultValue("") String q) {
    return Map.of(
        "status",
        "success",
        "nodes",
        rows.list(
            "select known.*, "
                + NodeQuery.WANTED
                + " as target_status, round((100.0 * resident_bytes / nullif(resident_bytes +"
                + " free_memory_bytes, 0))::numeric, 1) as ram_usage from ("
                + NodeQuery.NODES
                + ") known where ? in ('', status) and ? in ('', node_type) and ? in ('', service)"
                + " and position(? in node_id) > 0 order by service, node_id limit ? offset ?",
            status,
            type,
            service,
            q,
            page.limit(),
            page.offset()));
  }

  /// Clears away nodes that have been silent for a while.
  @POST
  @Path("/cleanup-stale")
  @Needs(Role.OPERATOR)
  public Map<String, Object> cleanup(@NotNull @Valid CleanupOrder order) {
    List<String> gone = orders.forget(order, caller.name());
    return Map.of(
        "status",
        "success",
        "message",
        "%d nodes cleared away".formatted(gone.size()),
        "node_ids",
        gone);
  }

  /// Orders every node, or every node of a role.
  @POST
  @Path("/control-all")
  @Needs(Role.OPERATOR)
  public Map<String, Object> controlAll(@NotNull @Valid ControlOrder order) {
    String role = order.role() == null ? "all" : order.role();
    List<String> commands = new ArrayList<>();
    if (role.equals("all")) {
      commands.add(orders.order("all", order.wanted(), caller.name()));
    } else {
      rows.list(
              "select node_id from ("
                  + NodeQuery.NODES
                  + ") n where role = ? and status <> 'offline' order by node_id",
              role)
          .forEach(node ->
              commands.add(
                  orders.order(
                      String.valueOf(node.get("node_id")), order.wanted(), caller.name())));
    }
    if (commands.isEmpty()) {
      throw new ProblemException(
          409, "NO_SUCH_NODES", "no node that is there has the role %s".formatted(role));
    }
    return Map.of(
        "status",
        "success",
        "message",
        "%s ordered for role %s".formatted(order.action(), role),
        "command_ids",
        commands);
  }

  /// Orders every node of a type or service, such as `trainer` or `sensing`.
  @POST
  @Path("/groups/{group}/control")
  @Needs(Role.OPERATOR)
  public Map<String, Object> controlGroup(
      @RestPath String group, @NotNull @Valid ControlOrder order) {
    if (rows.first("select 1 from view.node where ? in (node_type, service)", group).isEmpty()) {
      throw ProblemException.unknown("group", group);
    }
    return answered(group, order);
  }

  /// Orders one node.
  @POST
  @Path("/{nodeId}/control")
  @Needs(Role.OPERATOR)
  public Map<String, Object> control(@RestPath String nodeId, @NotNull @Valid ControlOrder order) {
    if (rows.first("select 1 from view.node where node_id = ?", nodeId).isEmpty()) {
      throw ProblemException.unknown("node", nodeId);
    }
    return answered(nodeId, order);
  }

  private Map<String, Object> answered(String target, ControlOrder order) {
    String command = orders.order(target, order.wanted(), caller.name());
    return Map.of(
        "status",
        "success",
        "message",
        "%s ordered for %s".formatted(order.action(), target),
        "command_id",
        command);
  }
}
