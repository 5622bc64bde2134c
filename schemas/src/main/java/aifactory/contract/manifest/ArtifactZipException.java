package aifactory.contract.manifest;

/// A ZIP that is not the artifact its manifest says.
public final class ArtifactZipException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /// Why it is refused.
  public enum Reason {
    NOT_A_ZIP,
    MANIFEST_MISSING,
    MANIFEST_WRONG,
    FILE_ALTERED,
    FILE_MISSING,
    FILE_ADDED,
    FILE_TWICE,
    PATH_OUTSIDE,
    TOO_LARGE
  }

  ArtifactZipException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
