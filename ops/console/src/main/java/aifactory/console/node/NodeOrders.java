package aifactory.console.node;

import aifactory.console.ledger.Statements;
import aifactory.console.outbox.Outbox;
import aifactory.contract.topic.Topics;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// Orders to nodes: kept, and told to them.
@ApplicationScoped
public class NodeOrders {
  private final Statements statements;
  private final Outbox outbox;
  private final InstantSource clock;

  NodeOrders(Statements statements, Outbox outbox, InstantSource clock) {
    this.statements = statements;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Clears away nodes that have been silent for long; returns their ids. One that beats again is
  /// there again.
  @Transactional
  public List<String> forget(CleanupOrder order, String actor) {
    Instant now = clock.instant();
    List<String> silent =
        statements.query(
            "select node_id from ("
                + NodeQuery.NODES
                + ") n where last_heartbeat < ? and ? in ('all', role) order by node_id",
            rows -> rows.getString(1),
            now.minusSeconds(order.seconds()),
            order.wantedRole());
    for (String node : silent) {
      statements.update(
          "insert into control.forgotten_node (node_id, actor, forgotten_at) values (?,?,?) on"
              + " conflict (node_id) do update set actor = excluded.actor, forgotten_at ="
              + " excluded.forgotten_at",
          node,
          actor,
          now);
    }
    return silent;
  }

  /// Orders nodes to do something; returns the command's id.
  ///
  /// @param target node id, node type, service or `all`
  @Transactional
  public String order(String target, NodeAction action, String actor) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    statements.update(
        "insert into control.command (command_id, target, action, actor, commanded_at) values"
            + " (?,?,?,?,?)",
        id,
        target,
        action.name(),
        actor,
        now);
    outbox.add(
        Topics.NODE_COMMANDS,
        target,
        NodeCommanded.newBuilder()
            .setCommandId(id.toString())
            .setTarget(target)
            .setAction(action)
            .setActor(actor)
            .setCommandedAt(now)
            .build());
    return id.toString();
  }
}
