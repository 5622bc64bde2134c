package aifactory.bench;

import aifactory.claim.Claim;
import java.nio.file.Path;
import java.util.List;

/// A benchmark: measures something of a built tree and says what it found. Throws when it could not
/// measure.
@FunctionalInterface
interface Benchmark {
  /// @param root the repository
  /// @param runs measurements per figure
  List<Claim> measure(Path root, int runs) throws Exception;
}
