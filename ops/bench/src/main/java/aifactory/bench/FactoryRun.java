package aifactory.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs `./factory` as a person would and returns what it printed.
record FactoryRun(Path root) {
  String of(String... words) throws IOException, InterruptedException {
    return run(ProcessBuilder.Redirect.PIPE, words);
  }

  /// With the lines of a file as standard input.
  String on(Path lines, String... words) throws IOException, InterruptedException {
    return run(ProcessBuilder.Redirect.from(lines.toFile()), words);
  }

  private String run(ProcessBuilder.Redirect input, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("factory").toString()));
    command.addAll(List.of(words));
    Path errors = Files.createTempFile("factory-run", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectInput(input)
              .redirectError(errors.toFile())
              .start();
      byte[] printed = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(String.join(" ", command), status, Files.readString(errors)));
      }
      return new String(printed, StandardCharsets.UTF_8);
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
