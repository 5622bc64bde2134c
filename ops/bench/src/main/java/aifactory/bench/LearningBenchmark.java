package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Long runs of the engine: resident memory over two thousand steps, and what is learned of a text
/// by as many tokens as nanoGPT's small model gets.
final class LearningBenchmark implements Benchmark {
  private static final String TEXT = "input.txt";
  private static final String STEPS = "2000";
  private static final int SETTLED_AFTER = 200;

  private final Path data;

  LearningBenchmark(Path data) {
    this.data = data;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer =
        PythonPeer.install(root, "training", TrainingBenchmark.TORCH, "numpy", "safetensors");
    TrainingTrial trial = new TrainingTrial(root);
    String folder = root.resolve("ops/bench/target/training/1m").toString();
    trial.run("prepare", "1m", folder);
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    return List.of(memory(trial, folder, threads), learned(trial, peer, text(), threads));
  }

  /// Growth from the settled state to the end, in percent.
  private static Claim memory(TrainingTrial trial, String folder, String threads)
      throws IOException, InterruptedException {
    JsonNode measured = trial.run("memory", folder, threads, STEPS);
    JsonNode resident = measured.path("resident");
    int settled = SETTLED_AFTER / measured.path("every").asInt() - 1;
    double before = resident.path(settled).asDouble();
    double after = resident.path(resident.size() - 1).asDouble();
    System.err.printf(
        Locale.ROOT, "resident: %.1f MiB, then %.1f%n", before / (1 << 20), after / (1 << 20));
    return Claim.of(
        "learning.memory-growth", "%", 1, true, List.of(100 * (after - before) / before));
  }

  private static Claim learned(TrainingTrial trial, PythonPeer peer, Path text, String threads)
      throws IOException, InterruptedException {
    JsonNode ours = trial.run("learn", text.toString(), threads, STEPS, "1");
    JsonNode theirs = TrainingTrial.json(peer.run("learn", text.toString(), threads, STEPS, "1"));
    System.err.println("learned: ours " + ours + ", nanoGPT's small model " + theirs);
    return Claim.of(
        "learning.text-loss",
        "validation loss, nats per character; bound: nanoGPT's small model, same tokens",
        theirs.path("loss").asDouble(),
        true,
        List.of(ours.path("loss").asDouble()));
  }

  private Path text() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.endsWith(Path.of("tinyshakespeare", TEXT)))
          .min(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("no tinyshakespeare/" + TEXT + " under " + data));
    }
  }
}
