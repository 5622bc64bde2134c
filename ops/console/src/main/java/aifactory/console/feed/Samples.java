package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.wire.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A projection that keeps the newest events for people to look at, and no more. The row's key is
/// the place in the log, so a replay writes the same rows.
public final class Samples<E extends SpecificRecord> implements Projection<E> {
  private final Topic<E> topic;
  private final String table;
  private final String timeColumn;
  private final int kept;
  private final List<Column<E>> columns = new ArrayList<>();

  private record Column<E>(String name, Function<E, @Nullable Object> fact) {}

  private Samples(Topic<E> topic, String table, String timeColumn, int kept) {
    this.topic = topic;
    this.table = table;
    this.timeColumn = timeColumn;
    this.kept = kept;
  }

  /// @param kept rows to keep
  public static <E extends SpecificRecord> Samples<E> of(
      Topic<E> topic, String table, String timeColumn, int kept) {
    return new Samples<>(topic, table, timeColumn, kept);
  }

  /// A column.
  public Samples<E> set(String name, Function<E, @Nullable Object> fact) {
    columns.add(new Column<>(name, fact));
    return this;
  }

  @Override
  public Topic<E> topic() {
    return topic;
  }

  @Override
  public void apply(Connection connection, List<Received<E>> events) throws SQLException {
    List<Received<E>> byAge = events.stream().sorted(age()).toList();
    List<Received<E>> newest = byAge.subList(Math.max(0, byAge.size() - kept), byAge.size());
    try (PreparedStatement insert = connection.prepareStatement(insertion());
        PreparedStatement trim = connection.prepareStatement(trimming())) {
      for (Received<E> received : newest) {
        insert.setInt(1, received.partition());
        insert.setLong(2, received.offset());
        for (int i = 0; i < columns.size(); i++) {
          Register.bind(connection, insert, i + 3, columns.get(i).fact().apply(received.event()));
        }
        insert.addBatch();
      }
      insert.executeBatch();
      trim.setInt(1, kept - 1);
      trim.executeUpdate();
    }
  }

  private String insertion() {
    return "insert into %s (partition_no, offset_no, %s) values (?, ?, %s) on conflict do nothing"
        .formatted(
            table,
            columns.stream().map(Column::name).collect(Collectors.joining(", ")),
            columns.stream().map(ignored -> "?").collect(Collectors.joining(", ")));
  }

  private String trimming() {
    return ("delete from %1$s where (%2$s) < (select %2$s from %1$s order by %3$s offset ? limit 1)")
        .formatted(
            table,
            timeColumn + ", partition_no, offset_no",
            timeColumn + " desc, partition_no desc, offset_no desc");
  }

  /// A total order, so that the same events leave the same rows however they were batched.
  private Comparator<Received<E>> age() {
    Function<E, @Nullable Object> time =
        columns.stream()
            .filter(column -> column.name().equals(timeColumn))
            .findFirst()
            .orElseThrow()
            .fact();
    return Comparator.<Received<E>, Instant>comparing(
            received -> (Instant) Objects.requireNonNull(time.apply(received.event())))
        .thenComparing(Received::partition)
        .thenComparing(Received::offset);
  }
}
