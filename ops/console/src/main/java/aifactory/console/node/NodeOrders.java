package aifactory.console.node;

import aifactory.console.ledger.LedgerException;
import aifactory.console.outbox.Outbox;
import aifactory.contract.topic.Topics;
import aifactory.event.NodeAction;
import aifactory.event.NodeCommanded;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/// Orders to nodes: kept, and told to them.
@ApplicationScoped
public class NodeOrders {
  private final AgroalDataSource database;
  private final Outbox outbox;
  private final InstantSource clock;

  NodeOrders(AgroalDataSource database, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Orders nodes to do something; returns the command's id.
  ///
  /// @param target node id, node type, service or `all`
  @Transactional
  public String order(String target, NodeAction action, String actor) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into control.command (command_id, target, action, actor, commanded_at)"
                    + " values (?,?,?,?,?)")) {
      insert.setObject(1, id);
      insert.setString(2, target);
      insert.setString(3, action.name());
      insert.setString(4, actor);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new LedgerException("could not keep the command", e);
    }
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
