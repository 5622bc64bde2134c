package aifactory.console.outbox;

import aifactory.console.broker.FactoryBroker;
import aifactory.contract.topic.Topic;
import aifactory.wire.EventSerializer;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Adds an event to the transaction of the order it tells of: both happen or neither does. The row
/// is deleted in the same transaction; the write-ahead log keeps it for [ChangeCapture].
@ApplicationScoped
public class Outbox {
  /// The header that carries the row's id.
  public static final String ROW_ID = "outbox.id";

  private final AgroalDataSource database;
  private final CaptureSlot slot;
  private final FactoryBroker broker;

  Outbox(AgroalDataSource database, CaptureSlot slot, FactoryBroker broker) {
    this.database = database;
    this.slot = slot;
    this.broker = broker;
  }

  /// Adds one event. The value is serialised here, so the log holds exactly what the topic will.
  @Transactional(Transactional.TxType.MANDATORY)
  public <E extends SpecificRecord> void add(Topic<E> topic, String key, E event) {
    addRecord(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        Objects.requireNonNull(
            new EventSerializer<E>(broker.settings().registry()).serialize(topic.name(), event),
            "an event is always bytes"),
        List.of());
  }

  /// Adds a record as it once was.
  @Transactional(Transactional.TxType.MANDATORY)
  public void addRecord(Topic<?> topic, byte @Nullable [] key, byte[] value, List<Header> headers) {
    slot.requirePresent();
    UUID id = UUID.randomUUID();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into control.outbox (id, topic, event_key, payload, headers) values"
                    + " (?,?,?,?,?::jsonb)");
        PreparedStatement delete =
            connection.prepareStatement("delete from control.outbox where id = ?")) {
      insert.setObject(1, id);
      insert.setString(2, topic.name());
      insert.setBytes(3, key);
      insert.setBytes(4, value);
      insert.setString(5, headers.isEmpty() ? null : RowHeaders.written(headers));
      insert.executeUpdate();
      delete.setObject(1, id);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new aifactory.console.ledger.LedgerException("could not add to the outbox", e);
    }
  }
}
