package aifactory.access;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Requests by key in the running minute (a bucket that refills steadily). Thread-safe; holds one
/// entry per issued key.
public final class RequestRates {
  private static final double MINUTE_SECONDS = 60;

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public RequestRates(InstantSource clock) {
    this.clock = clock;
  }

  /// @param left requests that may be made at once
  /// @param millis when that was
  /// @param taken whether the last request was let through
  private record Bucket(double left, long millis, boolean taken) {}

  /// Takes one request out of the bucket; 0 = it may be made, else seconds until one may.
  public int secondsToWait(String key, int perMinute) {
    long now = clock.millis();
    Bucket after =
        buckets.compute(
            key,
            (_, before) -> {
              double left =
                  before == null
                      ? perMinute
                      : before.left() + (now - before.millis()) / 1000.0 * perSecond(perMinute);
              double filled = Math.min(left, perMinute);
              boolean enough = filled >= 1;
              return new Bucket(enough ? filled - 1 : filled, now, enough);
            });
    return after.taken()
        ? 0
        : Math.max(1, (int) Math.ceil((1 - after.left()) / perSecond(perMinute)));
  }

  private static double perSecond(int perMinute) {
    return Math.max(1, perMinute) / MINUTE_SECONDS;
  }
}
