package aifactory.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.JobProgressed;
import aifactory.wire.Received;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Long curves are thinned, and what stays does not depend on how the log was read.
@QuarkusTest
final class TrainingCurveIT {
  private static final int POINTS = 9_000;

  private final AgroalDataSource database;

  TrainingCurveIT(AgroalDataSource database) {
    this.database = database;
  }

  @Test
  void whateverTheBatchesTheSamePointsAreKept() throws SQLException {
    List<String> once = kept(POINTS);
    assertThat(once).hasSizeBetween(1000, 2001 + POINTS / 500 + 2);
    for (int batch : List.of(131, 1999, 2001, 7919)) {
      assertThat(kept(batch)).as("read %d at a time", batch).isEqualTo(once);
    }
    assertThat(once).filteredOn(each -> each.contains("v2.5")).hasSize(POINTS / 500);
    assertThat(once.getFirst()).startsWith("0 ");
    assertThat(once.getLast()).startsWith(POINTS - 1 + " ");
  }

  @Test
  void aCurveOfOddStepsKeepsItsShape() throws SQLException {
    List<JobProgressed> odd = new ArrayList<>();
    for (int step = 1; step < 100_000; step += 10) {
      odd.add(progressed(step, Map.of("loss", 3.0)));
    }
    assertThat(kept(odd, 500)).hasSizeBetween(1000, 2002);
  }

  private List<String> kept(int batch) throws SQLException {
    List<JobProgressed> events = new ArrayList<>();
    for (int step = 0; step < POINTS; step++) {
      events.add(
          progressed(
              step, Map.of("loss", 5.0 - step * 1e-4, "tokens", step * 8.0, "gradientNorm", 1.0)));
      if (step % 500 == 499) {
        events.add(progressed(step, Map.of("validationLoss", 2.5)));
      }
      if (step % 1000 == 999) { // back to an earlier checkpoint
        events.add(progressed(step - 100, Map.of("loss", 6.0)));
      }
    }
    return kept(events, batch);
  }

  /// The rows that are left of the events, read so many at a time.
  private List<String> kept(List<JobProgressed> events, int batch) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      TrainingCurve curve = new TrainingCurve();
      for (int from = 0; from < events.size(); from += batch) {
        List<JobProgressed> part = events.subList(from, Math.min(events.size(), from + batch));
        curve.apply(connection, part.stream().map(TrainingCurveIT::received).toList());
      }
      List<String> kept = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select step || ' l' || coalesce(loss::text, '') || ' v' || coalesce(validation_loss"
                  + "::text, '') || ' t' || coalesce(tokens::text, '') || ' g' ||"
                  + " coalesce(gradient_norm::text, '') || ' ' || at from view.training_point where"
                  + " job_id = 'curve' order by step")) {
        while (rows.next()) {
          kept.add(rows.getString(1));
        }
      }
      connection.rollback();
      return kept;
    }
  }

  private static JobProgressed progressed(long step, Map<String, Double> metrics) {
    return JobProgressed.newBuilder()
        .setJobId("curve")
        .setKind("TRAIN")
        .setNodeId("n")
        .setPhase("training")
        .setStep(step)
        .setMetrics(new HashMap<>(metrics))
        .setMessage("")
        .setProgressedAt(Instant.ofEpochSecond(step * 3 + metrics.size()))
        .build();
  }

  private static Received<JobProgressed> received(JobProgressed event) {
    return new Received<>("job.progressed", 0, 0, "curve", event, Instant.EPOCH);
  }
}
