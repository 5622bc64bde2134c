package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What visits to a page tell of how often it changes. Sums that fade: the latest twenty visits or
/// so count.
///
/// @param visitedAt last visit (milliseconds); 0 = none yet
/// @param visits visits behind the first one
/// @param changes how many of them found something new
/// @param millis time between them, summed
public record ChangeHistory(long visitedAt, float visits, float changes, float millis) {
  public static final ChangeHistory NONE = new ChangeHistory(0, 0, 0, 0);
  private static final float KEPT = 0.95f;
  private static final double UNKNOWN = 0.4;
  private static final double HALF = 0.5;

  /// After one more visit.
  public ChangeHistory visited(long now, boolean changed) {
    return visitedAt == 0
        ? new ChangeHistory(now, 0, 0, 0)
        : new ChangeHistory(
            now,
            visits * KEPT + 1,
            changes * KEPT + (changed ? 1 : 0),
            millis * KEPT + Math.max(0, now - visitedAt));
  }

  /// Changes per `unit` of time. A visit tells whether there were changes, not how many; taken as a
  /// Poisson process and corrected as by Cho and Garcia-Molina, "Estimating frequency of change".
  ///
  /// @param unit milliseconds; where nothing is known, a page is taken to change about once in two
  double rate(double unit) {
    double looks = visits + 1;
    double news = changes + UNKNOWN;
    double time = millis / unit + 1;
    return -Math.log((looks - news + HALF) / (looks + HALF)) * looks / time;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(visitedAt);
    out.writeFloat(visits);
    out.writeFloat(changes);
    out.writeFloat(millis);
  }

  static ChangeHistory read(DataInputStream in) throws IOException {
    return new ChangeHistory(in.readLong(), in.readFloat(), in.readFloat(), in.readFloat());
  }
}
