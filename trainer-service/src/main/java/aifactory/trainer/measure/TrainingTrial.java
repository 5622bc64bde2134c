package aifactory.trainer.measure;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Safetensors;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.recipe.ModelSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Our side of `./factory bench training`; every mode prints one JSON line.
///
/// `prepare SHAPE DIR` writes `config.json`, `model.safetensors` and `rows.i32` (the rows of every
/// step, `[steps, B, T + 1]`), which the peer reads too. `speed DIR THREADS STEPS` trains on them
/// and prints seconds after the warm-up and the loss of every step. `memory DIR THREADS STEPS`
/// prints resident bytes every hundred steps. `learn FILE THREADS STEPS SEED` learns a text byte by
/// byte.
public final class TrainingTrial {
  /// B, rows of a step.
  private static final int ROWS = 4;

  /// T, tokens a row predicts.
  private static final int TOKENS = 256;

  private static final int PREPARED_STEPS = 40;
  private static final int WARM_STEPS = 2;
  private static final double RATE = 1e-3;
  private static final long SEED = 7;
  private static final int LOOK_EVERY = 100;
  private static final long PAGE_BYTES = 4096;

  private TrainingTrial() {}

  public static void main(String[] arguments) throws IOException {
    Object answer =
        switch (arguments[0]) {
          case "prepare" -> prepare(arguments[1], Path.of(arguments[2]));
          case "speed" -> speed(Path.of(arguments[1]), number(arguments[2]), number(arguments[3]));
          case "memory" ->
              memory(Path.of(arguments[1]), number(arguments[2]), number(arguments[3]));
          case "learn" ->
              LearningTrial.of(Path.of(arguments[1]))
                  .learn(number(arguments[2]), number(arguments[3]), number(arguments[4]));
          default ->
              throw new IllegalArgumentException(
                  "prepare, speed, memory or learn, not " + arguments[0]);
        };
    System.out.println(CanonicalJson.write(answer));
  }

  /// The shapes of the benchmark: about 1, 10 and 30 million parameters.
  private static ModelConfiguration shape(String name) {
    return switch (name) {
      case "1m" -> ModelConfiguration.nano(2048);
      case "10m" -> ModelSize.TINY.model(new ModelSize.Dimensions(8, 6, 288), 8000, 2 * TOKENS);
      case "30m" -> ModelSize.SMALL.model(ModelSize.SMALL.dimensions(), 8000, 2 * TOKENS);
      default -> throw new IllegalArgumentException("1m, 10m or 30m, not " + name);
    };
  }

  private static Map<String, Object> prepare(String shape, Path folder) throws IOException {
    ModelConfiguration model = shape(shape);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), model.toJson());
    Path weights = folder.resolve("model.safetensors");
    Files.deleteIfExists(weights);
    Safetensors.write(weights, new TreeMap<>(InitialWeights.of(model, SEED)), Map.of());
    Files.write(folder.resolve("rows.i32"), drawnRows(model.vocabularySize()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("parameters", model.parameters());
    answer.put("rows", ROWS);
    answer.put("tokens", TOKENS);
    return answer;
  }

  /// Tokens of which the small ones are frequent, as in a text: there is something to learn.
  private static byte[] drawnRows(int vocabulary) {
    SplittableRandom random = new SplittableRandom(SEED);
    ByteBuffer rows =
        ByteBuffer.allocate(PREPARED_STEPS * ROWS * (TOKENS + 1) * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    while (rows.hasRemaining()) {
      double share = random.nextDouble();
      rows.putInt((int) (vocabulary * share * share * share));
    }
    return rows.array();
  }

  private static List<int[][]> readRows(Path folder) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows.i32")))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<int[][]> steps = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int[][] rows = new int[ROWS][TOKENS + 1];
      for (int[] row : rows) {
        bytes.asIntBuffer().get(row);
        bytes.position(bytes.position() + row.length * Integer.BYTES);
      }
      steps.add(rows);
    }
    return steps;
  }

  private static TrainingEngine engine(Path folder, int threads) throws IOException {
    ModelConfiguration model =
        ModelConfiguration.fromJson(Files.readString(folder.resolve("config.json")));
    return TrainingEngine.open(model, SEED, EngineSettings.ofThreads(threads));
  }

  private static Map<String, Object> speed(Path folder, int threads, int steps) throws IOException {
    List<int[][]> rows = readRows(folder);
    List<Double> losses = new ArrayList<>();
    long begun = 0;
    try (TrainingEngine engine = engine(folder, threads)) {
      for (int step = 0; step < WARM_STEPS + steps; step++) {
        if (step == WARM_STEPS) {
          begun = System.nanoTime();
        }
        losses.add(engine.step(rows.get(step % rows.size()), RATE).loss());
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("seconds", (System.nanoTime() - begun) / 1e9);
      answer.put("tokens", (long) steps * ROWS * TOKENS);
      answer.put("losses", losses);
      return answer;
    }
  }

  private static Map<String, Object> memory(Path folder, int threads, int steps)
      throws IOException {
    List<int[][]> rows = readRows(folder);
    List<Long> resident = new ArrayList<>();
    try (TrainingEngine engine = engine(folder, threads)) {
      for (int step = 1; step <= steps; step++) {
        engine.step(rows.get(step % rows.size()), RATE);
        if (step % LOOK_EVERY == 0) {
          resident.add(residentBytes());
        }
      }
    }
    return Map.of("every", LOOK_EVERY, "resident", resident);
  }

  /// Of this process, native memory included. Linux only, as the benchmark is.
  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3);
    return Long.parseLong(pages[1]) * PAGE_BYTES;
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
