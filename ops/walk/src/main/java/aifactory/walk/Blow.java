package aifactory.walk;

import java.io.IOException;

/// What ends a process.
enum Blow {
  /// It does nothing more.
  KILL("killed (-9)") {
    @Override
    long strike(ScratchFactory factory, String part) throws IOException {
      return factory.kill(part);
    }
  },
  /// As a fault in native code: its JVM writes a report and ends.
  CRASH("sent SIGSEGV") {
    @Override
    long strike(ScratchFactory factory, String part) throws IOException, InterruptedException {
      return factory.crash(part);
    }
  };

  private final String said;

  Blow(String said) {
    this.said = said;
  }

  /// Strikes a part and returns the process id it had.
  abstract long strike(ScratchFactory factory, String part)
      throws IOException, InterruptedException;

  @Override
  public String toString() {
    return said;
  }
}
