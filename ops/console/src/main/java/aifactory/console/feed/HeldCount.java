package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.wire.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// Keeps `view.held_count` true while a register of documents or of withdrawals is written:
/// versions that were accepted, each once, and what of them is not withdrawn now, whichever of the
/// two topics comes first. Costs what the batch costs, however large the corpus.
final class HeldCount<E extends SpecificRecord> implements Projection<E> {
  private final Register<E> register;
  private final Function<E, String> version;

  private record Group(String sourceId, String domain, String language) {}

  private record Amount(long versions, long documents, long characters, long bytes) {
    Amount plus(Amount other, int sign) {
      return new Amount(
          versions + sign * other.versions,
          documents + sign * other.documents,
          characters + sign * other.characters,
          bytes + sign * other.bytes);
    }

    boolean isNothing() {
      return versions == 0 && documents == 0 && characters == 0 && bytes == 0;
    }
  }

  private HeldCount(Register<E> register, Function<E, String> version) {
    this.register = register;
    this.version = version;
  }

  /// @param register fills `view.document` or `view.retraction`
  /// @param version which version an event is about
  static <E extends SpecificRecord> HeldCount<E> around(
      Register<E> register, Function<E, String> version) {
    return new HeldCount<>(register, version);
  }

  @Override
  public Topic<E> topic() {
    return register.topic();
  }

  @Override
  public void apply(Connection connection, List<Received<E>> events) throws SQLException {
    Object[] versions =
        events.stream().map(each -> version.apply(each.event())).distinct().toArray();
    Map<Group, Amount> before = held(connection, versions);
    register.apply(connection, events);
    Map<Group, Amount> growth = held(connection, versions);
    before.forEach((group, amount) ->
        growth.merge(group, NOTHING.plus(amount, -1), (now, less) -> now.plus(less, 1)));
    growth.values().removeIf(Amount::isNothing);
    write(connection, growth);
  }

  /// What the view holds of these versions.
  private static Map<Group, Amount> held(Connection connection, Object[] versions)
      throws SQLException {
    Map<Group, Amount> held = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      select.setArray(1, connection.createArrayOf("text", versions));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          held.put(
              new Group(rows.getString(1), rows.getString(2), rows.getString(3)),
              new Amount(rows.getLong(4), rows.getLong(5), rows.getLong(6), rows.getLong(7)));
        }
      }
    }
    return held;
  }

  private static void write(Connection connection, Map<Group, Amount> growth) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(GROW)) {
      for (Map.Entry<Group, Amount> each : growth.entrySet()) {
        upsert.setString(1, each.getKey().sourceId());
        upsert.setString(2, each.getKey().domain());
        upsert.setString(3, each.getKey().language());
        upsert.setLong(4, each.getValue().versions());
        upsert.setLong(5, each.getValue().documents());
        upsert.setLong(6, each.getValue().characters());
        upsert.setLong(7, each.getValue().bytes());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static final Amount NOTHING = new Amount(0, 0, 0, 0);

  private static final String HELD =
      """
      select source_id, domain, language, count(*), count(*) filter (where held),
             coalesce(sum(characters) filter (where held), 0),
             coalesce(sum(utf8_bytes) filter (where held), 0)
      from (select d.*, not exists (select 1 from view.retraction r where r.document_id =
              d.document_id and r.version = d.version and r.in_force) as held
            from view.document d where version = any(?)) of_these
      group by source_id, domain, language
      """;

  private static final String GROW =
      """
      insert into view.held_count as held
        (source_id, domain, language, versions, total, characters, utf8_bytes)
        values (?, ?, ?, ?, ?, ?, ?)
      on conflict (source_id, domain, language) do update
      set versions = held.versions + excluded.versions, total = held.total + excluded.total,
          characters = held.characters + excluded.characters,
          utf8_bytes = held.utf8_bytes + excluded.utf8_bytes
      """;
}
