package aifactory.trainer.checkpoint;

import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.InstructionSet;
import aifactory.trainer.engine.StepResult;
import aifactory.trainer.engine.ToyModel;
import aifactory.trainer.engine.TrainingEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A piece of a run in a process of its own: continue from the pointer `latest` if there is one,
/// make some steps, save, point. Run as `java CheckpointProcess STORE STEPS ANSWER`.
final class CheckpointProcess {
  private static final EngineSettings ONE = EngineSettings.ofThreads(1);

  private CheckpointProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path answer = Path.of(arguments[2]);
    String set = System.getenv("INSTRUCTION_SET");
    if (set != null) {
      InstructionSet.pin(InstructionSet.named(set));
    }
    try {
      Files.writeString(answer, walk(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
    } catch (CheckpointException e) {
      Files.writeString(answer, "failed: " + e.getMessage());
    }
  }

  static String walk(Path modelStore, int steps) {
    CheckpointStore store = new CheckpointStore(modelStore);
    Checkpoint before = store.pointed(Pointer.LATEST).map(store::load).orElse(null);
    try (TrainingEngine engine =
        before == null
            ? TrainingEngine.open(ToyModel.tied(), 5, ONE)
            : TrainingEngine.open(before.model(), before.state(), ONE)) {
      double loss = Double.NaN;
      for (int step = 0; step < steps; step++) {
        // The batch is a function of the step number alone, as the real draw is.
        StepResult result = engine.step(ToyModel.rows(engine.steps(), 4, 33, 64), 3e-3);
        loss = result.loss();
      }
      String hash = store.save(checkpoint(engine, loss));
      store.point(Pointer.LATEST, hash);
      return hash;
    }
  }

  static Checkpoint checkpoint(TrainingEngine engine, double loss) {
    return new Checkpoint(
        "run-1",
        engine.model(),
        engine.state(),
        engine.steps() * 128,
        List.of(new JournalEntry(0, "dataset-1")),
        5,
        "0".repeat(64),
        loss,
        2.5,
        4.2,
        "{\"rate\":0.003}");
  }

  /// Runs [#main] in another JVM and returns its answer; `limit` is a shell command put before it.
  static String fork(String limit, Path modelStore, int steps, Path answer)
      throws IOException, InterruptedException {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp"));
    java.add(System.getProperty("java.class.path"));
    java.addAll(List.of(CheckpointProcess.class.getName(), modelStore.toString()));
    java.addAll(List.of(Integer.toString(steps), answer.toString()));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", limit + "exec \"$@\"", "sh"));
    command.addAll(java);
    File log = answer.resolveSibling(answer.getFileName() + ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the other process did not end");
    }
    if (!Files.exists(answer)) {
      throw new AssertionError("no answer: " + Files.readString(log.toPath()));
    }
    return Files.readString(answer);
  }
}
