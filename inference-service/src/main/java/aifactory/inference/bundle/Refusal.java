package aifactory.inference.bundle;

/// Why a bundle may not serve.
public record Refusal(String bundleId, Reason reason, String message) {
  /// Named reasons, counted.
  public enum Reason {
    /// Files are not all there (yet): tried again.
    INCOMPLETE,
    /// The files are not what the id says.
    CHECKSUM_MISMATCH,
    /// `generation_config.json` does not make sense.
    BAD_CONFIGURATION,
    /// The event names a place outside the model store.
    BAD_LOCATION,
    /// Graph or tokenizer cannot be loaded.
    UNLOADABLE,
    /// It was loaded but does not generate.
    SELF_TEST_FAILED,
    /// A text of its data was retracted.
    WITHDRAWN
  }
}
