package aifactory.preprocess.dedup;

import aifactory.event.RetractionReason;
import org.jspecify.annotations.Nullable;

/// A published version and what withdraws it now.
///
/// @param domain host without port
/// @param split TRAIN or EVALUATION
/// @param changed its page has another text now
/// @param consentRefused its publisher reserved it after it was accepted
/// @param forbidden POLICY or TAKEDOWN, null when neither is in force
/// @param fetchedAtMillis when its bytes were received, 0 = not known
/// @param acceptedAtMillis when it was published, 0 = not known
public record VersionState(
    String documentId,
    String version,
    String url,
    String domain,
    String sourceType,
    String split,
    boolean changed,
    boolean consentRefused,
    @Nullable RetractionReason forbidden,
    long fetchedAtMillis,
    long acceptedAtMillis) {

  /// Whether nothing withdraws it.
  public boolean isEligible() {
    return !changed && !consentRefused && forbidden == null;
  }

  /// Whether a reason is in force.
  public boolean has(RetractionReason reason) {
    return switch (reason) {
      case CHANGED -> changed;
      case CONSENT -> consentRefused;
      case POLICY, TAKEDOWN -> forbidden == reason;
      case NEAR_DUPLICATE -> false;
    };
  }

  public VersionState withChanged(boolean now) {
    return with(now, consentRefused, forbidden);
  }

  public VersionState withConsentRefused(boolean now) {
    return with(changed, now, forbidden);
  }

  public VersionState withForbidden(@Nullable RetractionReason now) {
    return with(changed, consentRefused, now);
  }

  private VersionState with(
      boolean isChanged, boolean isConsentRefused, @Nullable RetractionReason isForbidden) {
    return new VersionState(
        documentId,
        version,
        url,
        domain,
        sourceType,
        split,
        isChanged,
        isConsentRefused,
        isForbidden,
        fetchedAtMillis,
        acceptedAtMillis);
  }
}
