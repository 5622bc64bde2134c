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

/// The curve of a training job, thinned as it grows: the first point of each of at most [#MOST]
/// equal stretches of steps, the newest point, and every validation. A stretch is a power of two of
/// steps and follows from the last step alone, so what is kept follows from the log alone, however
/// it is cut into batches.
final class TrainingCurve implements Projection<JobProgressed> {
  private static final int MOST = 2000;
  private static final String UPSERT =
      "insert into view.training_point as held (job_id, step, loss, validation_loss, learning_rate,"
          + " tokens_per_second, tokens, gradient_norm, at) values (?,?,?,?,?,?,?,?,?) on conflict (job_id, step) do"
          + " update set loss = coalesce(excluded.loss, held.loss), validation_loss ="
          + " coalesce(excluded.validation_loss, held.validation_loss), tokens ="
          + " case when excluded.validation_loss is null then coalesce(excluded.tokens, held.tokens)"
          + " else excluded.tokens end, at = excluded.at";

  /// Rows of job ? that are not the first with a loss in their stretch of 2^? steps, nor the row of
  /// step ?, the newest.
  private static final String BETWEEN =
      " where job_id = ? and loss is not null and step not in (select min(step) from"
          + " view.training_point where job_id = ? and loss is not null group by step >> ?) and step"
          + " <> ? and validation_loss is ";

  private static final List<String> THIN =
      List.of(
          "delete from view.training_point" + BETWEEN + "null",
          "update view.training_point set loss = null, learning_rate = null, tokens_per_second ="
              + " null, gradient_norm = null"
              + BETWEEN
              + "not null");
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
    long last = last(connection, job);
    int stretch = 0;
    while (last >> stretch > MOST) {
      stretch++;
    }
    if (stretch == 0) {
      return;
    }
    for (String sql : THIN) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, job);
        statement.setString(2, job);
        statement.setInt(3, stretch);
        statement.setLong(4, last);
        statement.executeUpdate();
      }
    }
  }

  private static long last(Connection connection, String job) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select coalesce(max(step), 0) from view.training_point where job_id = ? and loss is"
                + " not null")) {
      query.setString(1, job);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
