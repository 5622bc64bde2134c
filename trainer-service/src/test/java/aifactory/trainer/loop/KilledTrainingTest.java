package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a training process, twice, changes nothing in the weights it ends with, although a
/// new dataset version arrives on the way.
@Timeout(180)
final class KilledTrainingTest {
  private static final String SIGKILL_EXIT = "137";
  @TempDir Path home;

  @Test
  void endsWithTheWeightsOfTheRunThatWasNeverKilled() throws Exception {
    List<String> undisturbed = run(home.resolve("undisturbed"), Long.MAX_VALUE);
    Path killed = home.resolve("killed");
    List<String> first = run(killed, 10);
    List<String> second = run(killed, 30);
    List<String> last = run(killed, Long.MAX_VALUE);

    assertThat(first.getLast()).startsWith("killed").endsWith(SIGKILL_EXIT);
    assertThat(second.getLast()).startsWith("killed").endsWith(SIGKILL_EXIT);
    assertThat(undisturbed.getLast()).startsWith("60 ");
    assertThat(last.getLast()).isEqualTo(undisturbed.getLast());
  }

  /// Runs a child until it is done, or kills it a little after it announced a step.
  private static List<String> run(Path home, long killAfter)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                KilledTraining.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Not on the command line: ONNX Runtime 1.29 reads its process's, and overflows the stack when
    // that is some 25 KB long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process child = builder.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new java.io.InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (Long.parseLong(line.substring(0, line.indexOf(' '))) >= killAfter) {
          child.destroyForcibly(); // SIGKILL, in the middle of the next cycle
          child.waitFor();
          lines.add("killed, exit " + child.exitValue());
          return lines;
        }
      }
    }
    assertThat(child.waitFor()).isZero();
    return lines;
  }
}
