package aifactory.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("factory.root"));

  @Test
  void pageIsWhatTheRecordedLinesSay() throws IOException {
    assertThat(ClaimsPage.page(ROOT)).hasContent(ClaimsPage.render(ROOT));
    assertThat(ClaimsPage.recorded(ROOT))
        .allSatisfy(claim -> assertThat(claim.code()).isNotEmpty());
  }

  @Test
  void missedBoundsStayOnThePageMarked(@TempDir Path scratch) throws IOException {
    Files.createDirectories(scratch.resolve("docs/reference"));
    Claim missed = Claim.of("up.ready", "s", 15, true, List.of(14.0, 31.0, 30.0));

    ClaimsPage.record(scratch, "up", List.of(missed));

    assertThat(missed.passes()).isFalse();
    assertThat(missed.figure()).isEqualTo(30.0);
    assertThat(ClaimsPage.page(scratch))
        .content()
        .contains("| 30.00 s | ≤ 15.00 | **no** |")
        .contains("| unknown |");
  }
}
