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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Ignite and shutdown of the whole factory, and what became of a command.
@Path("/api")
public class ControlResource {
  private final NodeOrders orders;
  private final Caller caller;
  private final Rows rows;

  ControlResource(NodeOrders orders, Rows rows, Caller caller) {
    this.caller = caller;
    this.orders = orders;
    this.rows = rows;
  }

  /// Starts or stops every node's work.
  @POST
  @Path("/control")
  @Needs(Role.OPERATOR)
  public Map<String, Object> control(@NotNull @Valid ControlOrder order) {
    String command = orders.order("all", order.wanted(), caller.name());
    return Map.of(
        "status",
        "success",
        "message",
        order.action() + " ordered for all nodes",
        "command_id",
        command);
  }

  /// Orders given, newest first, each with who answered and after how long; `target`, `action` and
  /// `actor` filter.
  @GET
  @Path("/commands")
  public Map<String, Object> commands(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String target,
      @RestQuery @DefaultValue("") String action,
      @RestQuery @DefaultValue("") String actor) {
    return Map.of(
        "status",
        "success",
        "commands",
        rows.list(
            "select c.command_id::text as command_id, c.target, c.action, c.actor, c.commanded_at,"
                + " (select jsonb_agg(jsonb_build_object('node_id', a.node_id, 'outcome',"
                + " a.outcome, 'state', a.state, 'message', a.message, 'seconds', extract(epoch"
                + " from a.acknowledged_at - c.commanded_at)) order by a.acknowledged_at) from"
                + " view.acknowledgement a where a.command_id = c.command_id::text) as"
                + " acknowledgements from control.command c where ? in ('', c.target) and upper(?) in"
                + " ('', c.action) and ? in ('', c.actor) order by c.commanded_at desc,"
                + " c.command_id limit ? offset ?",
            target,
            action,
            actor,
            page.limit(),
            page.offset()));
  }

  /// A command with the acknowledgements that came so far.
  @GET
  @Path("/commands/{commandId}")
  public Map<String, @Nullable Object> command(@RestPath String commandId) {
    Map<String, @Nullable Object> command =
        new LinkedHashMap<>(
            rows.first(
                    "select command_id, target, action, actor, commanded_at from control.command"
                        + " where command_id = ?",
                    parsed(commandId))
                .orElseThrow(() -> ProblemException.unknown("command", commandId)));
    List<Map<String, @Nullable Object>> acknowledgements =
        rows.list(
            "select node_id, outcome, state, message, acknowledged_at from view.acknowledgement"
                + " where command_id = ? order by acknowledged_at",
            commandId);
    command.put("acknowledgements", acknowledgements);
    command.put("pending", silent(command, commandId, "status <> 'offline'"));
    command.put("offline", silent(command, commandId, "status = 'offline'"));
    return command;
  }

  /// Nodes that an order is for and that have not answered.
  private List<@Nullable Object> silent(
      Map<String, @Nullable Object> command, String commandId, String state) {
    return rows
        .list(
            "select node_id from ("
                + NodeQuery.NODES
                + ") n where "
                + state
                + " and ? in ('all', node_id, node_type, service) and"
                + " not exists (select 1 from view.acknowledgement a where a.command_id = ? and"
                + " a.node_id = n.node_id) order by node_id",
            command.get("target"),
            commandId)
        .stream()
        .<@Nullable Object>map(node -> node.get("node_id"))
        .toList();
  }

  private static UUID parsed(String commandId) {
    try {
      return UUID.fromString(commandId);
    } catch (IllegalArgumentException e) {
      throw ProblemException.unknown("command", commandId);
    }
  }
}
