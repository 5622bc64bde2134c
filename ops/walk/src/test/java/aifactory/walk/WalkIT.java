package aifactory.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every walk in its short form, each through a whole factory of its own, as `./factory walk NAME
/// --short` takes it; but those that need a network or time something, the model's change, which
/// inference-service tests by itself, the kills of preprocess, whose parts it tests, and the 24
/// nodes and the simulated web, which take minutes. What it saw stands in the test's output.
final class WalkIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "SDK",
        "FRESHNESS",
        "LEARNING",
        "HOT_SWAP",
        "CONSOLE_PAGES",
        "CORPUS_KILLS",
        "NODES",
        "WEB",
        "WEB_NODES"
      })
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void everyStepHolds(WalkCatalogue walk) throws Exception {
    WalkReport report = new WalkReport(walk.commandName(), false);

    walk.make(Scale.SHORT).take(ROOT, report);

    report.finish();
    assertThat(report.missed()).isEmpty();
  }
}
