package aifactory.inference.session;

import aifactory.contract.bundle.GenerationConfiguration;

/// How much of the machine a model may take.
///
/// @param threads cores that one step uses
/// @param rows texts that should have room in the cache at once
/// @param cacheBytes what keys and values of all rows may occupy
public record SessionSettings(int threads, int rows, long cacheBytes) {
  /// What keys and values of a model will occupy.
  ///
  /// @throws SessionException when not even one token fits
  public long cacheBytesOf(GenerationConfiguration model) {
    return CacheShape.within(model, this).bytes();
  }
}
