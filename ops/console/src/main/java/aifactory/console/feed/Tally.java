package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.wire.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/// A projection that counts: events of a batch are summed by key in memory, then each key's row
/// grows once. A thousand pages of one host cost one update.
public final class Tally<E extends SpecificRecord> implements Projection<E> {
  private final Topic<E> topic;
  private final String table;
  private final Function<E, Instant> time;
  private final List<Key<E>> keys = new ArrayList<>();
  private final List<Sum<E>> sums = new ArrayList<>();

  private record Key<E>(String name, Function<E, Object> fact) {}

  private record Sum<E>(String name, ToLongFunction<E> amount) {}

  private static final class Group {
    private final long[] amounts;
    private Instant last = Instant.EPOCH;

    private Group(int sums) {
      this.amounts = new long[sums];
    }
  }

  private Tally(Topic<E> topic, String table, Function<E, Instant> time) {
    this.topic = topic;
    this.table = table;
    this.time = time;
    sums.add(new Sum<>("total", ignored -> 1));
  }

  /// Begins the description; the table has `total`, `last_at` and what is added here.
  public static <E extends SpecificRecord> Tally<E> of(
      Topic<E> topic, String table, Function<E, Instant> time) {
    return new Tally<>(topic, table, time);
  }

  /// A column of the key.
  public Tally<E> by(String name, Function<E, Object> fact) {
    keys.add(new Key<>(name, fact));
    return this;
  }

  /// A column that grows.
  public Tally<E> sum(String name, ToLongFunction<E> amount) {
    sums.add(new Sum<>(name, amount));
    return this;
  }

  @Override
  public Topic<E> topic() {
    return topic;
  }

  @Override
  public void apply(Connection connection, List<Received<E>> events) throws SQLException {
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    for (Received<E> received : events) {
      E event = received.event();
      List<Object> key = keys.stream().map(each -> each.fact().apply(event)).toList();
      Group group = groups.computeIfAbsent(key, ignored -> new Group(sums.size()));
      for (int i = 0; i < sums.size(); i++) {
        group.amounts[i] += sums.get(i).amount().applyAsLong(event);
      }
      Instant at = time.apply(event);
      group.last = at.isAfter(group.last) ? at : group.last;
    }
    write(connection, groups);
  }

  private void write(Connection connection, Map<List<Object>, Group> groups) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(sql())) {
      for (Map.Entry<List<Object>, Group> entry : groups.entrySet()) {
        int index = 1;
        for (Object key : entry.getKey()) {
          Register.bind(connection, upsert, index++, key);
        }
        for (long amount : entry.getValue().amounts) {
          upsert.setLong(index++, amount);
        }
        Register.bind(connection, upsert, index, entry.getValue().last);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  String sql() {
    String keyNames = keys.stream().map(Key::name).collect(Collectors.joining(", "));
    List<String> names =
        Stream.of(keys.stream().map(Key::name), sums.stream().map(Sum::name), Stream.of("last_at"))
            .flatMap(Function.identity())
            .toList();
    String grow =
        sums.stream()
            .map(sum -> "%1$s = held.%1$s + excluded.%1$s".formatted(sum.name()))
            .collect(Collectors.joining(", "));
    return ("insert into %s as held (%s) values (%s) on conflict (%s) do update set %s, last_at ="
            + " greatest(held.last_at, excluded.last_at)")
        .formatted(
            table,
            String.join(", ", names),
            String.join(", ", java.util.Collections.nCopies(names.size(), "?")),
            keyNames,
            grow);
  }
}
