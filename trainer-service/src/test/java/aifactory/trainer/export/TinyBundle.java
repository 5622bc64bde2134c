package aifactory.trainer.export;

import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.JournalEntry;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.tokenizer.LearnedTokenizer;
import aifactory.trainer.tokenizer.MergeLearner;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.tokenizer.TextEncoder;
import aifactory.trainer.tokenizer.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A model small enough to be committed, that has learned three sentences by heart: the fixture of
/// tests here and in the inference service.
final class TinyBundle {
  static final String TEXT =
      "The log is the dataset. A page that was fetched is kept as it came. "
          + "工場は毎日文章を集めて学びます。"
          + "What was retracted is gone from the next batch. ";
  private static final int VOCABULARY = 320;
  private static final EngineSettings ONE = EngineSettings.ofThreads(1);

  private TinyBundle() {}

  static LearnedTokenizer tokenizer() {
    return MergeLearner.learn(WordCounts.of(List.of(TEXT, TEXT).iterator(), 1), VOCABULARY);
  }

  static ModelConfiguration model(int vocabulary) {
    return new ModelConfiguration("tiny", vocabulary, 32, 2, 2, 1, 64, 64, 10_000, 1e-5, true);
  }

  static Checkpoint trained(Path scratch, int steps) throws IOException {
    LearnedTokenizer tokenizer = tokenizer();
    Path file = scratch.resolve("tokenizer.json");
    Files.writeString(file, tokenizer.json());
    ModelConfiguration model = model(tokenizer.tokens().size());
    try (TextEncoder encoder = TextEncoder.open(file);
        TrainingEngine engine = TrainingEngine.open(model, 11, ONE)) {
      int[] ids = document(encoder);
      double loss = Double.NaN;
      for (int step = 0; step < steps; step++) {
        loss = engine.step(windows(ids, model.contextTokens()), 5e-3).loss();
      }
      return new Checkpoint(
          "tiny-run",
          model,
          engine.state(),
          (long) steps * 4 * model.contextTokens(),
          List.of(new JournalEntry(0, "fixture")),
          11,
          tokenizer.hash(),
          loss,
          null,
          null,
          "{\"learning_rate\":0.005}");
    }
  }

  /// The text between two end tokens.
  static int[] document(TextEncoder encoder) {
    int[] text = encoder.encode(TEXT);
    int[] ids = new int[text.length + 2];
    ids[0] = SpecialToken.END_OF_TEXT.id();
    System.arraycopy(text, 0, ids, 1, text.length);
    ids[ids.length - 1] = SpecialToken.END_OF_TEXT.id();
    return ids;
  }

  /// Four rows, from start to end of the document.
  private static int[][] windows(int[] ids, int T) {
    int[][] rows = new int[4][T + 1];
    for (int row = 0; row < rows.length; row++) {
      int from = row * Math.max(0, ids.length - T - 1) / (rows.length - 1);
      for (int t = 0; t <= T; t++) {
        rows[row][t] = ids[(from + t) % ids.length];
      }
    }
    return rows;
  }

  static BundleOrder order() {
    return new BundleOrder(
        "text-tiny-pretrain-v1",
        "v1",
        "tiny",
        null,
        List.of(SpecialToken.END_OF_TEXT.id()),
        null,
        List.of("en.samples.localhost"),
        List.of("fixture"),
        "Apache-2.0",
        "none",
        Map.of("interval_steps", 100),
        Map.of("tokenizer", "byte-level BPE"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
