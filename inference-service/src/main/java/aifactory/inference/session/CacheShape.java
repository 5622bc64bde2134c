package aifactory.inference.session;

import aifactory.contract.bundle.GenerationConfiguration;

/// How many rows of how many positions fit the memory. Rows give way first, down to one; then the
/// window.
///
/// @param rows texts at once
/// @param positions tokens per text
record CacheShape(int layers, int rows, int keyValueHeads, int positions, int headWidth) {
  /// A direct buffer has at most 2 GB, and a layer's keys of all rows are one.
  private static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE;

  static CacheShape within(GenerationConfiguration model, SessionSettings settings) {
    long perLayer = (long) model.keyValueHeads() * model.headWidth() * Float.BYTES;
    long perToken = 2 * perLayer * model.layers();
    long fitting =
        Math.min(settings.cacheBytes() / perToken, MAX_TENSOR_BYTES / perLayer); // positions in all
    if (fitting < 2) {
      throw new SessionException(
          "no room for keys and values",
          new IllegalArgumentException(
              "one token takes %d bytes of %d".formatted(perToken, settings.cacheBytes())));
    }
    int positions = (int) Math.min(model.contextTokens(), fitting);
    int rows = (int) Math.clamp(fitting / positions, 1, settings.rows());
    return new CacheShape(
        model.layers(), rows, model.keyValueHeads(), positions, model.headWidth());
  }

  /// Floats of one row in one layer's keys (or values).
  long rowFloats() {
    return (long) keyValueHeads * positions * headWidth;
  }

  /// Bytes of keys and values of all rows and layers.
  long bytes() {
    return 2L * layers * rows * rowFloats() * Float.BYTES;
  }
}
