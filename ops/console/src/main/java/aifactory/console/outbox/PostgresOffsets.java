package aifactory.console.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/// Where change capture stands, kept in the database it captures. Made by Debezium by name, so it
/// finds the datasource itself.
public final class PostgresOffsets extends MemoryOffsetBackingStore {
  private final AgroalDataSource database = Arc.container().instance(AgroalDataSource.class).get();

  @Override
  public void start() {
    super.start();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select offset_key, offset_value from control.capture_offset");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        byte[] value = rows.getBytes(2);
        data.put(ByteBuffer.wrap(rows.getBytes(1)), value == null ? null : ByteBuffer.wrap(value));
      }
    } catch (SQLException e) {
      throw new ConnectException("could not read the capture offsets", e);
    }
  }

  @Override
  protected void save() {
    try (Connection connection = database.getConnection();
        PreparedStatement upsert =
            connection.prepareStatement(
                "insert into control.capture_offset (offset_key, offset_value) values (?, ?)"
                    + " on conflict (offset_key) do update set offset_value ="
                    + " excluded.offset_value")) {
      for (Map.Entry<ByteBuffer, ByteBuffer> entry : data.entrySet()) {
        upsert.setBytes(1, bytes(entry.getKey()));
        upsert.setBytes(2, entry.getValue() == null ? null : bytes(entry.getValue()));
        upsert.addBatch();
      }
      upsert.executeBatch();
    } catch (SQLException e) {
      throw new ConnectException("could not keep the capture offsets", e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }
}
