package aifactory.inference.generate;

import aifactory.contract.bundle.GenerationConfiguration;

/// A model that continues text. Thread-safe.
public interface DecodingModel {
  String bundleId();

  GenerationConfiguration configuration();

  /// Tokens of a text, without special ones added.
  int[] encode(String text);

  /// Bytes that each token stands for.
  TokenBytes tokenBytes();

  /// Begins with an empty cache.
  Decoding open();
}
