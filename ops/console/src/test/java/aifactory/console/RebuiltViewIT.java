package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.feed.EventIntake;
import aifactory.console.feed.ViewSchema;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.testbed.Testbed;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// The view is a function of the log: emptied and read again, it is the same.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class RebuiltViewIT {
  /// Liveness, not state: a node's last beat and last words are different every second.
  private static final List<String> PASSING =
      List.of("intake_offset", "made_by", "node", "log_line");

  /// Topics that no table is made from, and those of liveness.
  private static final Set<Topic<?>> UNREAD =
      Set.of(
          Topics.CRAWL_DISCOVERED,
          Topics.CRAWL_DUE,
          Topics.CRAWL_DOCUMENTS,
          Topics.POLICY_SOURCES,
          Topics.CORPUS_TAKEDOWN,
          Topics.ACCESS_KEYS,
          Topics.NODE_HEARTBEATS,
          Topics.NODE_LOGS);

  /// What the tables are made from.
  private static final List<String> TOPICS =
      Topics.ALL.stream()
          .filter(topic -> !UNREAD.contains(topic))
          .flatMap(topic -> Stream.of(topic.name(), topic.deadLetterName()))
          .toList();

  private final EventIntake intake;
  private final ViewSchema view;
  private final AgroalDataSource database;

  RebuiltViewIT(EventIntake intake, ViewSchema view, AgroalDataSource database) {
    this.view = view;
    this.intake = intake;
    this.database = database;
  }

  @Test
  void aRebuiltViewIsTheSameView() throws SQLException {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      for (int i = 0; i < 300; i++) {
        events.fetch(i, "rebuilt" + i % 3 + ".example", i % 7 == 0 ? "TIMED_OUT" : "FETCHED");
        events.accepted(i, "rebuilt.example", i % 2 == 0 ? "en" : "ja", "Title " + i);
        events.rejected(i, "rebuilt" + i % 5 + ".example", i % 3 == 0 ? "TOO_SHORT" : "NO_TEXT");
        events.progress(i, 5.0 - i / 100.0, 5.1 - i / 100.0);
      }
      events.dataset(1, 300);
      events.garbage(Topics.DATASET_SEALED);
      String bundle = "rebuilt-bundle";
      events.bundle(bundle, true, "rebuilt.example");
      events.evaluation("rebuilt-evaluation", bundle, "rebuilt-set", 0.5);
    }
    await(() -> count("select count(*) from view.decision where bundle_id = 'rebuilt-bundle'") > 0);
    Map<String, String> before = settled();
    long decided = count("select count(*) from control.gate_decided");
    assertThat(count("select count(*) from view.accepted_sample")).isEqualTo(200);

    intake.stop();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema view cascade");
    }
    view.prepare();
    view.prepare(); // there as it should be: nothing happens
    intake.start();

    assertThat(settled()).isEqualTo(before);
    assertThat(count("select count(*) from control.gate_decided")).isEqualTo(decided);
  }

  /// The tables' content, table by table, once everything in the log is in the view.
  private Map<String, String> settled() {
    await(this::hasReadAll);
    Map<String, String> content = new TreeMap<>();
    for (String table : tables()) {
      content.put(
          table,
          text(
              "select encode(sha256(convert_to(coalesce(string_agg(row_text, '|' order by row_text"
                  + " collate \"C\"), ''), 'UTF8')), 'hex')"
                  + " from (select r::text as row_text from "
                  + table
                  + " r) rows"));
    }
    return content;
  }

  /// Whether no topic holds a record behind the place where the view stands. Offsets alone cannot
  /// tell: the last of a partition may be a transaction's marker.
  private boolean hasReadAll() {
    try (KafkaConsumer<byte[], byte[]> log =
        new KafkaConsumer<>(Testbed.attach().kafka().consumer("rebuilt-view"))) {
      List<TopicPartition> partitions =
          TOPICS.stream()
              .flatMap(topic -> log.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      log.assign(partitions);
      for (TopicPartition partition : partitions) {
        log.seek(partition, place(partition));
      }
      Map<TopicPartition, Long> ends = log.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
        if (!log.poll(Duration.ofMillis(200)).isEmpty()) {
          LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
          return false;
        }
      }
      return true;
    }
  }

  private long place(TopicPartition partition) {
    return count(
        "select coalesce((select next_offset from view.intake_offset where topic = '%s' and partition_no = %d), 0)"
            .formatted(partition.topic(), partition.partition()));
  }

  private List<String> tables() {
    return Stream.of(
            text("select string_agg(tablename, ' ' order by tablename) from pg_tables where"
                    + " schemaname = 'view'")
                .split(" "))
        .filter(table -> !PASSING.contains(table))
        .map(table -> "view." + table)
        .toList();
  }

  private long count(String sql) {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
