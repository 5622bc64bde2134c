package aifactory.preprocess.sealing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a dataset version is due, and what it leaves out.
///
/// @param everyDocuments `SEAL_EVERY_DOCUMENTS`: after so many new ones
/// @param every `SEAL_EVERY_SEC`: after so long with any change
/// @param paragraphs which paragraphs it leaves out
public record SealRule(int everyDocuments, Duration every, ParagraphRule paragraphs) {
  public static final SealRule DEFAULTS =
      new SealRule(1000, Duration.ofSeconds(60), ParagraphRule.DEFAULTS);

  /// Withdrawals come in bursts: one version for all of a burst, but never later than
  /// [#LONGEST_BURST].
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration LONGEST_BURST = Duration.ofSeconds(3);

  /// What happened since the last version.
  ///
  /// @param newDocuments versions accepted
  /// @param firstWithdrawal null when nothing was withdrawn or allowed again
  /// @param lastWithdrawal the same
  /// @param firstChange of any kind, null when nothing changed
  public record Since(
      long newDocuments,
      @Nullable Instant firstWithdrawal,
      @Nullable Instant lastWithdrawal,
      @Nullable Instant firstChange) {
    public static final Since NOTHING = new Since(0, null, null, null);
  }

  /// Why a version is due now, empty when none is.
  public Optional<String> cause(Since since, Instant now) {
    if (since.firstChange() == null) {
      return Optional.empty();
    }
    if (since.lastWithdrawal() != null
        && since.firstWithdrawal() != null
        && (isPast(since.lastWithdrawal(), QUIET, now)
            || isPast(since.firstWithdrawal(), LONGEST_BURST, now))) {
      return Optional.of("retraction");
    }
    if (since.newDocuments() >= everyDocuments) {
      return Optional.of("documents");
    }
    return isPast(since.firstChange(), every, now) ? Optional.of("interval") : Optional.empty();
  }

  private static boolean isPast(Instant then, Duration wait, Instant now) {
    return !now.isBefore(then.plus(wait));
  }
}
