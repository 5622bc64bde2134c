package aifactory.crawler;

import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The delay that an answer asks for: `Retry-After` of a throttling host, else the one of its
/// robots.txt.
final class RetryAfter {
  /// A host may silence us for an hour at once, not for a year.
  private static final long MAX_MILLIS = 3_600_000;

  private RetryAfter() {}

  static @Nullable Long delayMillis(FetchResponse response, Duration asked, Instant now) {
    if (response.outcome() == FetchOutcome.THROTTLED) {
      return response
          .header("retry-after")
          .map(value -> Math.clamp(millis(value, now), 0, MAX_MILLIS))
          .orElse(null);
    }
    return asked.isZero() ? null : asked.toMillis();
  }

  private static long millis(String value, Instant now) {
    try {
      return Math.multiplyExact(Long.parseLong(value.strip()), 1000L);
    } catch (NumberFormatException e) {
      return untilDate(value, now);
    } catch (ArithmeticException e) {
      return MAX_MILLIS;
    }
  }

  private static long untilDate(String value, Instant now) {
    try {
      Instant date =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, date).toMillis();
    } catch (DateTimeException e) {
      return 0; // unreadable: the frontier's own back-off applies
    }
  }
}
