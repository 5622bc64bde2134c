package aifactory.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The process that runs the build: the platform lives exactly as long.
final class BuildProcess {
  private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private BuildProcess() {}

  /// The nearest ancestor that is Maven; else the top-most Java ancestor, such as a development
  /// environment; else this JVM itself.
  static ProcessHandle find() {
    List<ProcessHandle> javas = new ArrayList<>();
    Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
    while (ancestor.isPresent()) {
      ProcessHandle process = ancestor.get();
      if (process.info().commandLine().orElse("").contains(MAVEN)) {
        return process;
      }
      if (process.info().command().orElse("").endsWith("java")) {
        javas.add(process);
      }
      ancestor = process.parent();
    }
    return javas.isEmpty() ? ProcessHandle.current() : javas.getLast();
  }
}
