package aifactory.console.lineage;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.ledger.Statements;
import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.RetractionReason;
import aifactory.wire.EventTail;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ref.SoftReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What lineage is asked of: the register of one document from the view; dataset versions with
/// their ranges and policies, checkpoints and bundles from their topics, read from the start once
/// and then only as far as they grew. What was read is forgotten when memory is short. Thread-safe.
@ApplicationScoped
class LineageLog {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final FactoryBroker broker;
  private final Statements statements;
  private @Nullable SoftReference<Makings> known;

  LineageLog(FactoryBroker broker, Statements statements) {
    this.broker = broker;
    this.statements = statements;
  }

  /// What models are made of.
  ///
  /// @param datasets by id, in the order they were sealed
  /// @param read how far the topics were read
  record Makings(
      Map<String, DatasetSealed> datasets,
      List<ModelCheckpointed> checkpoints,
      List<ModelBundled> bundles,
      Map<TopicPartition, Long> read) {
    static final Makings NOTHING = new Makings(Map.of(), List.of(), List.of(), Map.of());
  }

  /// Records about a document, in log order.
  List<RegisterEntry> register(String documentId) {
    return statements.query(
        "select * from view.register where document_id = ? order by partition_no, offset_no",
        LineageLog::entry,
        documentId);
  }

  private static RegisterEntry entry(ResultSet rows) throws SQLException {
    return new RegisterEntry(
        rows.getInt("partition_no"),
        rows.getLong("offset_no"),
        rows.getString("version"),
        RetractionReason.valueOf(rows.getString("reason")),
        rows.getBoolean("in_force"),
        rows.getString("cause"),
        rows.getTimestamp("registered_at").toInstant());
  }

  /// Datasets, checkpoints and bundles as they are now.
  synchronized Makings makings() {
    Makings before = known == null ? null : known.get();
    Makings now = continued(before == null ? Makings.NOTHING : before);
    known = new SoftReference<>(now);
    return now;
  }

  private Makings continued(Makings before) {
    Map<String, DatasetSealed> datasets = new LinkedHashMap<>(before.datasets());
    List<ModelCheckpointed> checkpoints = new ArrayList<>(before.checkpoints());
    List<ModelBundled> bundles = new ArrayList<>(before.bundles());
    try (EventTail tail =
        EventTail.named("console-lineage", broker.settings())
            .on(
                Topics.DATASET_SEALED,
                EventTail.From.START,
                received -> datasets.put(received.event().getDatasetId(), received.event()))
            .on(
                Topics.MODEL_CHECKPOINTED,
                EventTail.From.START,
                received -> checkpoints.add(received.event()))
            .on(
                Topics.MODEL_BUNDLED,
                EventTail.From.START,
                received -> bundles.add(received.event()))
            .continuingAt(before.read())
            .start()) {
      tail.awaitCaughtUp(LIMIT);
      Map<TopicPartition, Long> read = tail.positions();
      tail.close(); // nothing is added after the places were taken down
      return new Makings(datasets, checkpoints, bundles, read);
    }
  }
}
