package aifactory.console.feed;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Dead letters as people see them: which topic, who gave up, why. The bytes stay in the topic.
final class DeadLetterRows {
  private static final int KEPT = 200;
  private static final int LONGEST = 1000;
  private static final String COUNT =
      "insert into view.dead_letter_count as held (topic, total, last_at) values (?, 1, ?) on"
          + " conflict (topic) do update set total = held.total + 1, last_at = excluded.last_at";
  private static final String KEEP =
      "insert into view.dead_letter (topic, partition_no, offset_no, reader, error, message, bytes,"
          + " kept_at) values (?,?,?,?,?,?,?,?) on conflict do nothing";
  private static final String TRIM =
      "delete from view.dead_letter where kept_at < (select kept_at from view.dead_letter order by"
          + " kept_at desc offset ? limit 1)";

  private DeadLetterRows() {}

  static boolean isDeadLetterTopic(String topic) {
    return topic.endsWith(".dead");
  }

  static void write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT);
        PreparedStatement keep = connection.prepareStatement(KEEP);
        PreparedStatement trim = connection.prepareStatement(TRIM)) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        count.setString(1, record.topic());
        Register.bind(connection, count, 2, at);
        count.addBatch();
        keep.setString(1, record.topic());
        keep.setInt(2, record.partition());
        keep.setLong(3, record.offset());
        // Kafka Streams writes its own headers where our readers write dead.*.
        keep.setString(4, header(record, "dead.reader", "__streams.errors.task_id"));
        keep.setString(5, header(record, "dead.error", "__streams.errors.exception"));
        keep.setString(6, header(record, "dead.message", "__streams.errors.message"));
        keep.setInt(7, record.value() == null ? 0 : record.value().length);
        Register.bind(connection, keep, 8, at);
        keep.addBatch();
      }
      count.executeBatch();
      keep.executeBatch();
      trim.setInt(1, KEPT);
      trim.executeUpdate();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String ours, String streams) {
    Header header = record.headers().lastHeader(ours);
    if (header == null) {
      header = record.headers().lastHeader(streams);
    }
    if (header == null || header.value() == null) {
      return "";
    }
    String text = new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
