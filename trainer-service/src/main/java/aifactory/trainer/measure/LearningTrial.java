package aifactory.trainer.measure;

import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.optim.AdamW;
import aifactory.trainer.optim.CosineSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Learns a text character by character with nanoGPT's small configuration for processors: 4
/// layers, 4 heads, width 128, rows of 64, 12 rows a step, rate 1e-3 with 100 steps of warm-up down
/// to 1e-4, nine tenths of the text to learn and the last tenth to be asked.
///
/// @param learned ids of the first nine tenths
/// @param asked ids of the rest
/// @param vocabulary number of characters
record LearningTrial(int[] learned, int[] asked, int vocabulary) {
  private static final int ROWS = 12;
  private static final int TOKENS = 64;
  private static final double RATE = 1e-3;
  private static final double FINAL_SHARE = 0.1;
  private static final int WARMUP = 100;
  private static final AdamW OPTIMIZER = new AdamW(0.9, 0.99, 1e-8, 0.1, 1.0);
  private static final int ASKED_AT_ONCE = 64;

  static LearningTrial of(Path text) throws IOException {
    String all = Files.readString(text, StandardCharsets.UTF_8);
    int[] characters = all.codePoints().sorted().distinct().toArray();
    int[] ids = all.codePoints().map(c -> Arrays.binarySearch(characters, c)).toArray();
    int cut = (int) (ids.length * 0.9);
    return new LearningTrial(
        Arrays.copyOf(ids, cut), Arrays.copyOfRange(ids, cut, ids.length), characters.length);
  }

  Map<String, Object> learn(int threads, int steps, long seed) {
    ModelConfiguration model =
        new ModelConfiguration("trial", vocabulary, 128, 4, 4, 4, 352, TOKENS, 10_000, 1e-5, true);
    CosineSchedule schedule = new CosineSchedule(RATE, WARMUP, steps, FINAL_SHARE);
    SplittableRandom random = new SplittableRandom(seed);
    long begun = System.nanoTime();
    try (TrainingEngine engine =
        TrainingEngine.open(model, seed, new EngineSettings(threads, "cpu", OPTIMIZER, false))) {
      for (int step = 0; step < steps; step++) {
        int[][] rows = new int[ROWS][];
        Arrays.setAll(rows, _ -> row(learned, random.nextInt(learned.length - TOKENS)));
        engine.step(rows, schedule.rateAt(step));
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("parameters", model.parameters());
      answer.put("tokens", (long) steps * ROWS * TOKENS);
      answer.put("seconds", (System.nanoTime() - begun) / 1e9);
      answer.put("loss", askedLoss(engine));
      return answer;
    }
  }

  /// Mean over the whole last tenth, in rows one after the other.
  private double askedLoss(TrainingEngine engine) {
    int count = (asked.length - 1) / TOKENS;
    double sum = 0;
    for (int first = 0; first < count; first += ASKED_AT_ONCE) {
      int[][] rows = new int[Math.min(ASKED_AT_ONCE, count - first)][];
      int from = first;
      Arrays.setAll(rows, i -> row(asked, (from + i) * TOKENS));
      sum += engine.loss(rows) * rows.length;
    }
    return sum / count;
  }

  private static int[] row(int[] ids, int from) {
    return Arrays.copyOfRange(ids, from, from + TOKENS + 1);
  }
}
