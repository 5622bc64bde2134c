package aifactory.inference.bundle;

import org.jspecify.annotations.Nullable;

/// Carries a [Refusal] out of the installation of one bundle.
public final class BundleRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  BundleRefusedException(Refusal refusal, @Nullable Throwable cause) {
    super(refusal.message(), cause);
    this.refusal = refusal;
  }

  /// Which bundle and why.
  public Refusal refusal() {
    return refusal;
  }
}
