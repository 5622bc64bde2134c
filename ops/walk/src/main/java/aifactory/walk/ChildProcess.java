package aifactory.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a command to its end and answers the lines that it printed.
final class ChildProcess {
  private static final long MINUTES = 5;

  private ChildProcess() {}

  /// @throws IOException when it fails or takes too long, with what it complained of
  static List<String> lines(Path folder, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path errors = Files.createTempFile(folder, "run", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command[0] + " did not end within " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command[0] + " ended with " + process.exitValue() + ": " + Files.readString(errors));
      }
      return Files.readAllLines(out, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(errors);
    }
  }
}
