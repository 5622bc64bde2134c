package aifactory.inference.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at any moment of indexing: the index that is finished afterwards is the undisturbed
/// one's, passage for passage.
final class KilledWhileIndexingTest {
  private static final long COUNT = 1000;
  private static final int MOST_MINUTES = 1;

  @TempDir Path folder;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void theIndexIsTheUndisturbedOnes() throws IOException, InterruptedException {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    killAt(killed, 40); // before anything was committed
    killAt(killed, 300);
    killAfterACommit(killed);
    finish(killed);
    Path undisturbed = folder.resolve("undisturbed");
    try (PassageIndex index =
        PassageIndex.open(undisturbed, new Rulings(), (_, _) -> {}, Optional.empty())) {
      for (long offset = 0; offset < COUNT; offset++) {
        index.accept(IndexingProcess.document(offset), 0, offset);
      }
    }

    List<String> missing = new ArrayList<>(contents(undisturbed));
    List<String> extra = new ArrayList<>(contents(killed));
    assertThat(extra).hasSizeGreaterThan((int) COUNT);
    missing.removeAll(extra);
    extra.removeAll(contents(undisturbed));
    assertThat(missing).as("missing after the kills").isEmpty();
    assertThat(extra).as("only there after the kills").isEmpty();
    assertThat(contents(killed)).as("nothing is there twice").hasSameSizeAs(contents(undisturbed));
  }

  private static void killAt(Path index, long progress) throws IOException, InterruptedException {
    Process process = started(index);
    try (BufferedReader said = process.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.matches("\\d+") && Long.parseLong(line) >= progress) {
          break;
        }
      }
      process.destroyForcibly().waitFor();
    }
  }

  /// Kills it between a commit and the next.
  private static void killAfterACommit(Path index) throws IOException, InterruptedException {
    List<String> before = commits(index);
    Process process = started(index);
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (line != null && commits(index).equals(before)) {
        line = said.readLine();
      }
      process.destroyForcibly().waitFor();
    }
  }

  private static void finish(Path index) throws IOException, InterruptedException {
    Process process = started(index);
    List<String> said;
    try (BufferedReader lines = process.inputReader()) {
      said = lines.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(said).last().isEqualTo("done");
  }

  private static Process started(Path index) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                IndexingProcess.class.getName(),
                index.toString(),
                Long.toString(COUNT))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Reading from it cannot be interrupted, so it must end in any case.
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    return process;
  }

  private static List<String> commits(Path index) throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("segments_"))
          .sorted()
          .toList();
    }
  }

  /// Every document that is not deleted, in an order that does not depend on segments.
  private static List<String> contents(Path index) throws IOException {
    List<String> all = new ArrayList<>();
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index))) {
      for (LeafReaderContext leaf : reader.leaves()) {
        for (int place = 0; place < leaf.reader().maxDoc(); place++) {
          if (leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(place)) {
            Document stored = leaf.reader().storedFields().document(place);
            all.add(stored.get("url") + " " + stored.get("version") + " " + stored.get("offset"));
          }
        }
      }
    }
    all.sort(null);
    return all;
  }
}
