package aifactory.preprocess.document;

import org.jspecify.annotations.Nullable;

/// A document did not become corpus.
///
/// @param measure what was measured, null where nothing is
/// @param threshold the bound it missed
/// @param language code, if it was identified before
public record Rejected(
    Origin origin,
    RejectionReason reason,
    @Nullable Double measure,
    @Nullable Double threshold,
    String detail,
    @Nullable String language)
    implements Judgement {
  private static final int MAX_DETAIL = 1000;

  public Rejected {
    detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }

  /// A rejection for a fact that has no measure.
  public static Rejected of(Origin origin, RejectionReason reason, String detail) {
    return new Rejected(origin, reason, null, null, detail, null);
  }
}
