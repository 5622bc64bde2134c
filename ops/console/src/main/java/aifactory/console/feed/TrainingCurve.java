package aifactory.console.feed;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.JobProgressed;
import aifactory.wire.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The curve of a training job, thinned by halves as it grows: a run of any length keeps at most
/// twice [#AIM] points, and every validation stays.
final class TrainingCurve implements Projection<JobProgressed> {
  private static final int AIM = 1000;
  private static final String UPSERT =
      "insert into view.training_point as held (job_id, step, loss, validation_loss, learning_rate,"
          + " tokens_per_second, tokens, gradient_norm, at) values (?,?,?,?,?,?,?,?,?) on conflict (job_id, step) do"
          + " update set loss = coalesce(excluded.loss, held.loss), validation_loss ="
          + " coalesce(excluded.validation_loss, held.validation_loss), tokens ="
          + " coalesce(excluded.tokens, held.tokens)";
  private static final String[] METRICS = {
    "loss", "validationLoss", "learningRate", "tokensPerSecond", "tokens", "gradientNorm"
  };

  @Override
  public Topic<JobProgressed> topic() {
    return Topics.JOB_PROGRESSED;
  }

  @Override
  public void apply(Connection connection, List<Received<JobProgressed>> events)
      throws SQLException {
    Set<String> grown = new LinkedHashSet<>();
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Received<JobProgressed> received : events) {
        Map<String, Double> metrics = received.event().getMetrics();
        if (!metrics.containsKey("loss") && !metrics.containsKey("validationLoss")) {
          continue; // moved, but did not measure
        }
        bind(upsert, received.event(), metrics);
        upsert.addBatch();
        grown.add(received.event().getJobId());
      }
      upsert.executeBatch();
    }
    for (String job : grown) {
      thin(connection, job);
    }
  }

  private static void bind(
      PreparedStatement upsert, JobProgressed event, Map<String, Double> metrics)
      throws SQLException {
    upsert.setString(1, event.getJobId());
    upsert.setLong(2, event.getStep());
    for (int i = 0; i < METRICS.length; i++) {
      Double value = metrics.get(METRICS[i]);
      upsert.setObject(i + 3, value, java.sql.Types.DOUBLE);
    }
    upsert.setObject(
        METRICS.length + 3, event.getProgressedAt().atOffset(java.time.ZoneOffset.UTC));
  }

  private static void thin(Connection connection, String job) throws SQLException {
    try (PreparedStatement count =
            connection.prepareStatement(
                "select count(*) from view.training_point where job_id = ?");
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from view.training_point where validation_loss is null and (job_id, step)"
                    + " in (select job_id, step from (select job_id, step, row_number() over (order"
                    + " by step) as place from view.training_point where job_id = ? and"
                    + " validation_loss is null) numbered where place % 2 = 0)")) {
      count.setString(1, job);
      try (ResultSet rows = count.executeQuery()) {
        if (rows.next() && rows.getLong(1) > 2 * AIM) {
          delete.setString(1, job);
          delete.executeUpdate();
        }
      }
    }
  }
}
