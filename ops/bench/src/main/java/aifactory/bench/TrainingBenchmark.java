package aifactory.bench;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Training beside PyTorch of the same release: the same Llama from the same weights over the same
/// rows with the same number of threads, in alternated pairs, warm; both losses must agree. Then
/// resident memory over a long run, and what is learned of a text by as many tokens as nanoGPT's
/// small model gets.
final class TrainingBenchmark implements Benchmark {
  private static final String TRIAL = "aifactory.trainer.measure.TrainingTrial";
  private static final String TORCH = "torch==2.7.1"; // the release of the engine's libtorch
  private static final String TEXT = "input.txt";
  private static final double LOSS_TOLERANCE = 1e-3;
  private static final String LEARNING_STEPS = "2000";
  private static final String MEMORY_STEPS = "2000";
  private static final int SETTLED_AFTER = 200;

  private static final List<Shape> SHAPES =
      List.of(new Shape("1m", "60"), new Shape("10m", "10"), new Shape("30m", "4"));

  /// A model of the benchmark, by its parameters.
  ///
  /// @param steps timed steps: about ten seconds on two cores
  private record Shape(String name, String steps) {}

  private final Path data;

  TrainingBenchmark(Path data) {
    this.data = data;
  }

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "training", TORCH, "numpy", "safetensors");
    Trial trial = new Trial(root);
    Path work = Files.createDirectories(root.resolve("ops/bench/target/training"));
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    List<Claim> claims = new ArrayList<>();
    for (Shape shape : SHAPES) {
      String folder = work.resolve(shape.name()).toString();
      trial.run("prepare", shape.name(), folder);
      claims.addAll(speed(trial, peer, shape, folder, threads, runs));
    }
    claims.add(memory(trial, work.resolve("1m").toString(), threads));
    claims.add(learned(trial, peer, text(), threads));
    return claims;
  }

  private static List<Claim> speed(
      Trial trial, PythonPeer peer, Shape shape, String folder, String threads, int runs)
      throws IOException, InterruptedException {
    List<Double> oursPerSecond = new ArrayList<>();
    List<Double> theirsPerSecond = new ArrayList<>();
    List<Double> differences = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      JsonNode ours = trial.run("speed", folder, threads, shape.steps());
      JsonNode theirs = json(peer.run("speed", folder, threads, shape.steps()));
      System.err.printf(
          Locale.ROOT,
          "%s: ours %.0f tokens/s, PyTorch %.0f; last loss %.6f, %.6f%n",
          shape.name(),
          rate(ours),
          rate(theirs),
          lastLoss(ours),
          lastLoss(theirs));
      oursPerSecond.add(rate(ours));
      theirsPerSecond.add(rate(theirs));
      differences.add(difference(ours.path("losses"), theirs.path("losses")));
    }
    return List.of(
        Claim.beside(
            "training.speed-" + shape.name(),
            "x PyTorch's tokens/s",
            1,
            oursPerSecond,
            theirsPerSecond),
        Claim.of(
            "training.loss-" + shape.name(), "largest difference", LOSS_TOLERANCE, true, differences));
  }

  private static double rate(JsonNode measured) {
    return measured.path("tokens").asDouble() / measured.path("seconds").asDouble();
  }

  private static double lastLoss(JsonNode measured) {
    JsonNode losses = measured.path("losses");
    return losses.path(losses.size() - 1).asDouble();
  }

  private static double difference(JsonNode ours, JsonNode theirs) throws IOException {
    if (ours.isEmpty() || ours.size() != theirs.size()) {
      throw new IOException("losses of " + ours.size() + " and " + theirs.size() + " steps");
    }
    double largest = 0;
    for (int i = 0; i < ours.size(); i++) {
      largest = Math.max(largest, Math.abs(ours.path(i).asDouble() - theirs.path(i).asDouble()));
    }
    return largest;
  }

  /// Growth from the settled state to the end, in percent.
  private static Claim memory(Trial trial, String folder, String threads)
      throws IOException, InterruptedException {
    JsonNode measured = trial.run("memory", folder, threads, MEMORY_STEPS);
    JsonNode resident = measured.path("resident");
    int settled = SETTLED_AFTER / measured.path("every").asInt() - 1;
    double before = resident.path(settled).asDouble();
    double after = resident.path(resident.size() - 1).asDouble();
    System.err.printf(
        Locale.ROOT, "resident: %.1f MiB, then %.1f%n", before / (1 << 20), after / (1 << 20));
    return Claim.of(
        "training.memory-growth", "%", 1, true, List.of(100 * (after - before) / before));
  }

  private static Claim learned(Trial trial, PythonPeer peer, Path text, String threads)
      throws IOException, InterruptedException {
    JsonNode ours = trial.run("learn", text.toString(), threads, LEARNING_STEPS, "1");
    JsonNode theirs = json(peer.run("learn", text.toString(), threads, LEARNING_STEPS, "1"));
    System.err.println("learned: ours " + ours + ", nanoGPT's small model " + theirs);
    return Claim.of(
        "training.learned-text",
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

  private static JsonNode json(String printed) {
    return CanonicalJson.read(printed.strip(), JsonNode.class);
  }

  /// Our side, a main class of trainer-service.
  private record Trial(Path root) {
    JsonNode run(String... arguments) throws IOException, InterruptedException {
      return json(PythonPeer.ours(root, "trainer-service", TRIAL, arguments));
    }
  }
}
