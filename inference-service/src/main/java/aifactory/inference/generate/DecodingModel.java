package aifactory.inference.generate;

import aifactory.contract.bundle.GenerationConfiguration;
import java.time.Duration;
import java.util.Optional;

/// A model that continues text. Thread-safe.
public interface DecodingModel {
  String bundleId();

  GenerationConfiguration configuration();

  /// Tokens of a text, without special ones added.
  int[] encode(String text);

  /// Bytes that each token stands for.
  TokenBytes tokenBytes();

  /// Tokens that prompt and answer may have together; at most what the model was made for.
  int window();

  /// A place among those whose texts are made or wait; empty = too many wait.
  Optional<Place> enter();

  /// How long one who enters now would wait before a text of his is begun.
  Duration expectedWait();
}
