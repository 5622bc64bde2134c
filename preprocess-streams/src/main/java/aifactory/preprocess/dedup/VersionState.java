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
public record VersionState(
    String documentId,
    String version,
    String url,
    String domain,
    String sourceType,
    String split,
    boolean changed,
    boolean consentRefused,
    @Nullable RetractionReason forbidden) {

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
    return new VersionState(
        documentId, version, url, domain, sourceType, split, now, consentRefused, forbidden);
  }

  public VersionState withConsentRefused(boolean now) {
    return new VersionState(
        documentId, version, url, domain, sourceType, split, changed, now, forbidden);
  }

  public VersionState withForbidden(@Nullable RetractionReason now) {
    return new VersionState(
        documentId, version, url, domain, sourceType, split, changed, consentRefused, now);
  }
}
