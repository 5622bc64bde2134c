package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.wire.Received;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A projection where the last event per key wins: one row, one column per fact. Several topics may
/// fill one table, each its own columns.
public final class Register<E extends SpecificRecord> implements Projection<E> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Topic<E> topic;
  private final String table;
  private final List<Column<E>> columns = new ArrayList<>();
  private Predicate<E> wanted = event -> true;

  private record Column<E extends SpecificRecord>(
      String name, String placeholder, boolean key, Function<Received<E>, @Nullable Object> fact) {}

  private Register(Topic<E> topic, String table) {
    this.topic = topic;
    this.table = table;
  }

  /// Begins the description of a table fed by a topic.
  public static <E extends SpecificRecord> Register<E> of(Topic<E> topic, String table) {
    return new Register<>(topic, table);
  }

  /// Only some events: whatever else there is says nothing to this table.
  public Register<E> only(Predicate<E> wanted) {
    this.wanted = wanted;
    return this;
  }

  /// A column of the primary key.
  public Register<E> key(String name, Function<E, @Nullable Object> fact) {
    columns.add(new Column<>(name, "?", true, received -> fact.apply(received.event())));
    return this;
  }

  /// A column.
  public Register<E> set(String name, Function<E, @Nullable Object> fact) {
    columns.add(new Column<>(name, "?", false, received -> fact.apply(received.event())));
    return this;
  }

  /// Two columns that say where the event lies in its topic.
  public Register<E> place() {
    columns.add(new Column<>("partition_no", "?", false, Received::partition));
    columns.add(new Column<>("offset_no", "?", false, Received::offset));
    return this;
  }

  /// The same two columns as the primary key: a row for every event, told once.
  public Register<E> keyedByPlace() {
    columns.add(new Column<>("partition_no", "?", true, Received::partition));
    columns.add(new Column<>("offset_no", "?", true, Received::offset));
    return this;
  }

  /// A jsonb column.
  public Register<E> json(String name, Function<E, @Nullable Object> fact) {
    columns.add(
        new Column<>(name, "?::jsonb", false, received -> json(fact.apply(received.event()))));
    return this;
  }

  @Override
  public Topic<E> topic() {
    return topic;
  }

  @Override
  public void apply(Connection connection, List<Received<E>> events) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(sql())) {
      for (Received<E> received : events) {
        if (!wanted.test(received.event())) {
          continue;
        }
        for (int i = 0; i < columns.size(); i++) {
          bind(connection, upsert, i + 1, columns.get(i).fact().apply(received));
        }
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  String sql() {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String values = columns.stream().map(Column::placeholder).collect(Collectors.joining(", "));
    String keys =
        columns.stream().filter(Column::key).map(Column::name).collect(Collectors.joining(", "));
    String changes =
        columns.stream()
            .filter(column -> !column.key())
            .map(column -> column.name() + " = excluded." + column.name())
            .collect(Collectors.joining(", "));
    return "insert into %s (%s) values (%s) on conflict (%s) do update set %s"
        .formatted(table, names, values, keys, changes);
  }

  /// Binds any fact; Postgres text cannot hold NUL, so it is dropped.
  static void bind(
      Connection connection, PreparedStatement statement, int index, @Nullable Object fact)
      throws SQLException {
    switch (fact) {
      case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
      case Collection<?> list ->
          statement.setArray(index, connection.createArrayOf("text", list.toArray()));
      case CharSequence text -> statement.setString(index, text.toString().replace("\0", ""));
      case Enum<?> name -> statement.setString(index, name.name());
      case null, default -> statement.setObject(index, fact);
    }
  }

  private static @Nullable String json(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return value instanceof Map || value instanceof Collection
          ? JSON.writeValueAsString(value).replace("\\u0000", "")
          : value.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of strings and numbers are always JSON", e);
    }
  }
}
