package aifactory.bench;

import aifactory.claim.Claim;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Training beside PyTorch of the same release: the same Llama from the same weights over the same
/// rows with the same number of threads, in alternated pairs, warm; both losses must agree.
final class TrainingBenchmark implements Benchmark {
  static final String TORCH = "torch==2.7.1"; // the release of the engine's libtorch
  private static final double LOSS_TOLERANCE = 1e-3;

  private static final List<Shape> SHAPES =
      List.of(new Shape("1m", "60"), new Shape("10m", "10"), new Shape("30m", "4"));

  /// A model of the benchmark, by its parameters.
  ///
  /// @param steps timed steps: about ten seconds on two cores
  private record Shape(String name, String steps) {}

  @Override
  public List<Claim> measure(Path root, int runs) throws IOException, InterruptedException {
    PythonPeer peer = PythonPeer.install(root, "training", TORCH, "numpy", "safetensors");
    TrainingTrial trial = new TrainingTrial(root);
    Path work = Files.createDirectories(root.resolve("ops/bench/target/training"));
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    List<Claim> claims = new ArrayList<>();
    for (Shape shape : SHAPES) {
      String folder = work.resolve(shape.name()).toString();
      trial.run("prepare", shape.name(), folder);
      claims.addAll(speed(trial, peer, shape, folder, threads, runs));
    }
    return claims;
  }

  private static List<Claim> speed(
      TrainingTrial trial, PythonPeer peer, Shape shape, String folder, String threads, int runs)
      throws IOException, InterruptedException {
    List<Double> oursPerSecond = new ArrayList<>();
    List<Double> theirsPerSecond = new ArrayList<>();
    List<Double> differences = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      JsonNode ours = trial.run("speed", folder, threads, shape.steps());
      JsonNode theirs = TrainingTrial.json(peer.run("speed", folder, threads, shape.steps()));
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
            "training.loss-" + shape.name(),
            "largest difference",
            LOSS_TOLERANCE,
            true,
            differences));
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
}
