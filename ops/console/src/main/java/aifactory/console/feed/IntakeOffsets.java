package aifactory.console.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// The view's place in every partition.
final class IntakeOffsets {
  private static final String UPSERT =
      "insert into view.intake_offset (topic, partition_no, next_offset) values (?,?,?) on conflict"
          + " (topic, partition_no) do update set next_offset = excluded.next_offset";

  private IntakeOffsets() {}

  static Map<TopicPartition, Long> read(Connection connection) throws SQLException {
    Map<TopicPartition, Long> places = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select topic, partition_no, next_offset from view.intake_offset");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        places.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    return places;
  }

  /// Whether this record was never found to be unreadable before; remembers that it was.
  static boolean isFirstPoison(Connection connection, ConsumerRecord<byte[], byte[]> record)
      throws SQLException {
    try (PreparedStatement note =
        connection.prepareStatement(
            "insert into control.poison (topic, partition_no, offset_no, found_at) values (?,?,?,now())"
                + " on conflict do nothing")) {
      note.setString(1, record.topic());
      note.setInt(2, record.partition());
      note.setLong(3, record.offset());
      return note.executeUpdate() == 1;
    }
  }

  /// Moves past these records.
  static void write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      next.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Map.Entry<TopicPartition, Long> place : next.entrySet()) {
        upsert.setString(1, place.getKey().topic());
        upsert.setInt(2, place.getKey().partition());
        upsert.setLong(3, place.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
