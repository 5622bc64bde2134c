package aifactory.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aifactory.trainer.engine.InstructionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumesInAnotherProcessTest {
  @TempDir private Path folder;

  @BeforeEach
  void needsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "forks through /bin/sh");
  }

  @Test
  void threeStepsAndThreeInAFreshProcessEqualSixBitForBit() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path parts = Files.createDirectory(folder.resolve("parts"));
    String six = CheckpointProcess.walk(whole, 6);
    String three = CheckpointProcess.walk(parts, 3);
    String resumed = CheckpointProcess.fork("", parts, 3, folder.resolve("answer"));
    assertThat(three).isNotEqualTo(six);
    assertThat(resumed).isEqualTo(six);
    assertThat(new CheckpointStore(parts).load(resumed))
        .isEqualTo(new CheckpointStore(whole).load(six));
  }

  /// The pin holds: narrower vectors add in another order, and do so every time.
  @Test
  void theInstructionSetIsPartOfTheResult() throws Exception {
    InstructionSet widest = InstructionSet.ofThisProcessor();
    assumeTrue(widest.isWithin(InstructionSet.AVX512), "x86-64");
    assumeTrue(widest != InstructionSet.DEFAULT, "with more than every x86-64 has");
    String here = CheckpointProcess.walk(Files.createDirectory(folder.resolve("here")), 3);

    assertThat(stepsWith(widest, "wide")).isEqualTo(here);
    String narrow = stepsWith(InstructionSet.DEFAULT, "narrow");
    assertThat(narrow).isNotEqualTo(here);
    assertThat(stepsWith(InstructionSet.DEFAULT, "again")).isEqualTo(narrow);
  }

  private String stepsWith(InstructionSet set, String name) throws Exception {
    Path store = Files.createDirectory(folder.resolve(name));
    String pin = "export INSTRUCTION_SET=%s; ".formatted(set.label());
    return CheckpointProcess.fork(pin, store, 3, folder.resolve(name + ".answer"));
  }

  @Test
  void aFullDiskIsAClearErrorThatLosesNothing() throws Exception {
    String before = CheckpointProcess.walk(folder, 1);
    // The process may write files of 16 blocks of 512 bytes: the state does not fit.
    String answer = CheckpointProcess.fork("ulimit -f 16; ", folder, 1, folder.resolve("answer"));
    assertThat(answer).startsWith("failed: cannot write checkpoint").contains("File too large");
    CheckpointStore store = new CheckpointStore(folder);
    assertThat(store.pointed(Pointer.LATEST)).contains(before);
    assertThat(store.load(before).state().step()).isEqualTo(1);
    assertThat(entriesBeside(before)).isEmpty();
  }

  private Stream<String> entriesBeside(String hash) throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("checkpoints"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(hash) && !name.equals("latest"))
          .toList()
          .stream();
    }
  }
}
