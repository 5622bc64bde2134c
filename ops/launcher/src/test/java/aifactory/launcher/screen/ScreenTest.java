package aifactory.launcher.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aTerminalKeepsOneStatusLineBelowTheOthers() {
    Screen screen = new Screen(out, true, () -> now);

    screen.status("3 parts");
    screen.line("kafka ready");

    assertThat(text()).isEqualTo("\r\u001b[K3 parts\r\u001b[Kkafka ready\n3 parts");
  }

  @Test
  void elsewhereAStatusIsPrintedRarelyAndOnlyWhenItChanged() {
    Screen screen = new Screen(out, false, () -> now);

    screen.status("one");
    screen.status("two");
    now = now.plusSeconds(31);
    screen.status("two");
    now = now.plusSeconds(31);
    screen.status("two");

    assertThat(text()).isEqualTo("one\ntwo\n");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
