package aifactory.access;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests by who makes them (a key, a session, an address) in the running minute: a bucket that
/// refills steadily. Remembers a bounded number of those who asked last. Thread-safe.
public final class RequestRates {
  private static final double MINUTE_SECONDS = 60;
  private static final int MOST_ASKERS = 20_000;

  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ASKERS;
        }
      };
  private final InstantSource clock;

  public RequestRates(InstantSource clock) {
    this.clock = clock;
  }

  /// @param left requests that may be made at once
  /// @param millis when that was
  /// @param taken whether the last request was let through
  private record Bucket(double left, long millis, boolean taken) {}

  /// Takes one request out of the bucket; 0 = it may be made, else seconds until one may.
  ///
  /// @param perMinute how many may be made; 0 = any number
  public int secondsToWait(String asker, int perMinute) {
    return perMinute == 0 ? 0 : secondsToWait(taken(asker, perMinute), perMinute);
  }

  private synchronized Bucket taken(String asker, int perMinute) {
    long now = clock.millis();
    Bucket before = buckets.get(asker);
    double left =
        before == null
            ? perMinute
            : before.left() + (now - before.millis()) / 1000.0 * perSecond(perMinute);
    double filled = Math.min(left, perMinute);
    boolean enough = filled >= 1;
    Bucket after = new Bucket(enough ? filled - 1 : filled, now, enough);
    buckets.put(asker, after);
    return after;
  }

  private static int secondsToWait(Bucket after, int perMinute) {
    return after.taken()
        ? 0
        : Math.max(1, (int) Math.ceil((1 - after.left()) / perSecond(perMinute)));
  }

  private static double perSecond(int perMinute) {
    return Math.max(1, perMinute) / MINUTE_SECONDS;
  }
}
