package aifactory.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndingTest {
  @TempDir Path home;

  @Test
  void aCrashInNativeCodeNamesItsReport() throws IOException {
    Path report = home.resolve("trainer-crash.log");
    assertThat(Ending.of(134, report)).isEqualTo("crashed in native code (status 134)");
    Files.writeString(report, "# SIGSEGV");
    assertThat(Ending.of(134, report)).endsWith("; its report is in " + report);
    assertThat(Ending.of(1, report)).isEqualTo("ended with status 1");
  }

  @Test
  void killsAndHeapsSayWhatToThinkOf() {
    assertThat(Ending.of(137, home)).contains("was killed", "ran out of memory");
    assertThat(Ending.of(3, home)).contains("out of heap");
  }
}
