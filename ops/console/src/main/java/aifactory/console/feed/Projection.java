package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.wire.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// What one topic means for the view. Called with a batch in offset order, inside the transaction
/// that also moves the offset, so each event counts once. Never publishes, never assumes an order
/// between topics.
public interface Projection<E extends SpecificRecord> {
  Topic<E> topic();

  /// Writes the rows that these events make or change.
  void apply(Connection connection, List<Received<E>> events) throws SQLException;
}
