package aifactory.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir Path directory;
  private Path file;
  private Journal journal;

  @BeforeEach
  void open() {
    file = directory.resolve("run").resolve("journal.json");
    journal = Journal.open(file);
  }

  @Test
  void isOnDiskWhenAppendReturns() {
    journal.append(entry(0, "ds-1"));
    journal.append(entry(50, "ds-2"));

    Journal reopened = Journal.open(file);
    assertThat(reopened.at(49).datasetId()).isEqualTo("ds-1");
    assertThat(reopened.at(50)).isEqualTo(entry(50, "ds-2"));
    assertThat(reopened.before(51)).hasSize(2);
  }

  @Test
  void whatCannotBeWrittenIsNotInForce() throws IOException {
    journal.append(entry(0, "ds-1"));
    journal.append(entry(50, "ds-2"));
    Files.delete(file);
    Files.delete(file.getParent());
    Files.writeString(file.getParent(), "a file where the folder was");

    assertThatThrownBy(() -> journal.append(entry(30, "ds-3")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write the journal");

    assertThat(journal.at(60).datasetId()).isEqualTo("ds-2");
    assertThat(journal.before(51)).hasSize(2);
  }

  @Test
  void dropsTheFutureThatACrashTookBack() {
    journal.append(entry(0, "ds-1"));
    journal.append(entry(50, "ds-2"));
    journal.append(entry(30, "ds-3"));

    assertThat(Journal.open(file).at(60).datasetId()).isEqualTo("ds-3");
    assertThat(journal.reaches(31)).isFalse();
    assertThat(journal.reaches(30)).isTrue();
  }

  @Test
  void refusesAStepBeforeItsFirstEntry() {
    assertThat(journal.isEmpty()).isTrue();
    assertThatThrownBy(() -> journal.at(0)).isInstanceOf(IllegalStateException.class);
  }

  private static Journal.Entry entry(long step, String datasetId) {
    return new Journal.Entry(step, datasetId, new MaskPosition(1, 2, Map.of(0, 5L, 3, 7L)));
  }
}
