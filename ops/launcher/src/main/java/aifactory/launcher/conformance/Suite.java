package aifactory.launcher.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A suite over a folder.
@FunctionalInterface
public interface Suite {
  /// Runs every case below the folder; an empty list when the folder has none for it.
  List<CaseResult> run(Path data) throws IOException;
}
