package aifactory.launcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SuiteCatalogueTest {
  @TempDir Path data;

  @ParameterizedTest
  @EnumSource(SuiteCatalogue.class)
  void everySuiteFindsNothingInAnEmptyFolder(SuiteCatalogue suite) throws IOException {
    try {
      assertThat(suite.in(Path.of("../..")).run(data)).isEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("is not built"); // services are built after the launcher
    }
    assertThat(SuiteCatalogue.named(suite.commandName())).contains(suite);
  }

  @Test
  void aWrongDecisionFailsAndSaysWhy() throws IOException {
    Files.writeString(
        data.resolve("pages.dat"),
        """
        #data
        <meta charset="shift_jis">
        #encoding
        Shift_JIS

        #data
        <meta charset="shift_jis">
        #encoding
        EUC-JP
        """);

    List<CaseResult> results = new CharsetSuite().run(data);

    assertThat(results).extracting(CaseResult::passed).containsExactly(true, false);
    assertThat(results.getLast().why()).isEqualTo("decided Shift_JIS, expected EUC-JP");
  }
}
