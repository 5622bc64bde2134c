package aifactory.walk;

import java.nio.file.Path;

/// One walk through the running factory.
@FunctionalInterface
interface Walk {
  /// Walks and notes what it sees; an exception is noted by the caller as a step that failed.
  ///
  /// @param root the repository, built
  void take(Path root, WalkReport report) throws Exception;
}
