package aifactory.inference.bundle;

import aifactory.inference.bundle.BundleVerifier.Verified;
import aifactory.inference.bundle.Refusal.Reason;

/// Verified → loaded → tried: what comes out may answer.
final class BundleLoader {
  private final BundleSettings settings;
  private final BundleVerifier verifier;
  private final SelfTest selfTest = new SelfTest();

  BundleLoader(BundleSettings settings) {
    this.settings = settings;
    this.verifier = new BundleVerifier(settings.modelStore());
  }

  /// @param location of the bundle in the model store
  /// @throws BundleRefusedException with the reason
  LoadedBundle load(String bundleId, String location) {
    Verified verified = verifier.verify(bundleId, location);
    LoadedBundle loaded;
    try {
      loaded =
          LoadedBundle.load(bundleId, verified.directory(), verified.configuration(), settings);
    } catch (RuntimeException | LinkageError e) {
      throw refused(bundleId, Reason.UNLOADABLE, e);
    }
    try {
      selfTest.run(loaded);
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw refused(bundleId, Reason.SELF_TEST_FAILED, e);
    }
  }

  private static BundleRefusedException refused(String bundleId, Reason reason, Throwable cause) {
    return new BundleRefusedException(
        new Refusal(bundleId, reason, String.valueOf(cause.getMessage())), cause);
  }
}
