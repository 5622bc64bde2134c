package aifactory.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisionTest {
  @TempDir Path home;

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final AtomicLong freeBytes = new AtomicLong(1L << 40);

  @Test
  void aPartStartsWhenWhatItNeedsIsReady() throws Exception {
    Part first = part("first", "touch first-up; sleep 60", Set.of(), home.resolve("first-up"));
    Part second =
        part(
            "second",
            "test -e first-up && touch second-up; sleep 60",
            Set.of("first"),
            home.resolve("second-up"));

    try (Supervision supervision = start(second, first)) {
      supervision.awaitReady();
      assertThat(supervision.states())
          .containsOnly(Map.entry("first", PartState.READY), Map.entry("second", PartState.READY));
    }
    assertThat(seen).contains("second STOPPED", "first STOPPED");
    assertThat(List.copyOf(seen).indexOf("second STOPPED"))
        .isLessThan(List.copyOf(seen).indexOf("first STOPPED"));
  }

  @Test
  void aKilledPartIsStartedAgain() throws Exception {
    Part part = part("worker", "touch up; sleep 60", Set.of(), home.resolve("up"));
    try (Supervision supervision = start(part)) {
      supervision.awaitReady();
      long firstPid = supervision.process("worker").orElseThrow().pid();

      supervision.process("worker").orElseThrow().destroyForcibly();

      awaitSeen("worker RESTARTING");
      awaitSeen("worker READY");
      assertThat(supervision.process("worker").orElseThrow().pid()).isNotEqualTo(firstPid);
      assertThat(supervision.deaths("worker")).isEqualTo(1);
    }
  }

  @Test
  void aPartThatDiesAgainAndAgainIsGivenUpLoudly() {
    Part part = part("broken", "echo I cannot; exit 7", Set.of(), home.resolve("never"));
    try (Supervision supervision = start(part)) {
      assertThatThrownBy(supervision::awaitReady)
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("ended with status 7")
          .hasMessageContaining("broken.log");
      assertThat(supervision.states()).containsEntry("broken", PartState.FAILED);
      assertThat(home.resolve("logs/broken.log")).content().contains("I cannot");
    }
  }

  @Test
  void aPartThatEndsOnAFullDiskWaitsForRoomAndIsNotGivenUp() throws Exception {
    freeBytes.set(0);
    String script = "echo once >> starts; test -e room && touch up && sleep 60; exit 7";
    try (Supervision supervision = start(part("writer", script, Set.of(), home.resolve("up")))) {
      awaitSeen("writer RESTARTING");
      assertThat(home.resolve("starts")).content().isEqualTo("once\n");

      Files.createFile(home.resolve("room"));
      freeBytes.set(1L << 40);
      supervision.awaitReady();
      assertThat(home.resolve("starts")).content().isEqualTo("once\nonce\n");
    }
  }

  @Test
  void aProcessThatCannotBeRecordedIsEndedAndNotLeftBehind() throws Exception {
    Files.writeString(home.resolve("run"), "a file where a directory should be");
    String script = "echo $$ >> pids; sleep 60";
    try (Supervision supervision = start(part("lost", script, Set.of(), home.resolve("never")))) {
      assertThatThrownBy(supervision::awaitReady).hasMessageContaining("could not be started");
    }
    if (Files.exists(home.resolve("pids"))) { // killed before it wrote: as good
      assertThat(Files.readAllLines(home.resolve("pids")))
          .allSatisfy(pid -> assertThat(isAlive(pid)).isFalse());
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void aRecordedProcessIsFoundAndEnded() throws Exception {
    Process orphan = new ProcessBuilder("sleep", "60").start();
    ProcessRecord.of(orphan.toHandle()).write(home.resolve("run/left.pid"));
    Files.writeString(home.resolve("run/torn.pid"), "pid=");

    List<String> ended = Orphans.end(home.resolve("run"));

    assertThat(ended).containsExactly("left");
    assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(home.resolve("run")).isEmptyDirectory();
  }

  @Test
  void anotherProcessWithTheSameIdIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    ProcessRecord now = ProcessRecord.of(stranger.toHandle());
    new ProcessRecord(now.pid(), now.startedAt().minus(Duration.ofHours(1)), now.program())
        .write(home.resolve("run/old.pid"));

    List<String> ended = Orphans.end(home.resolve("run"));

    assertThat(ended).isEmpty();
    assertThat(stranger.isAlive()).isTrue();
    stranger.destroyForcibly();
  }

  private Supervision start(Part... parts) {
    return Supervision.start(
        List.of(parts),
        home,
        new Supervision.Limits(Duration.ofSeconds(15), freeBytes::get),
        (part, state, message) -> seen.add(part.name() + " " + state),
        InstantSource.system());
  }

  private Part part(String name, String script, Set<String> after, Path sign) {
    return new Part(
        name,
        "nowhere",
        List.of("sh", "-c", "cd '" + home + "' && " + script),
        Map.of(),
        after,
        Part.Preparation.NONE,
        () -> Files.exists(sign),
        Part.StopSignal.TERMINATE);
  }

  private void awaitSeen(String wanted) throws InterruptedException {
    String next;
    do {
      next = seen.poll(20, TimeUnit.SECONDS);
    } while (next != null && !next.equals(wanted));
    assertThat(next).isEqualTo(wanted);
  }
}
