package aifactory.trainer.loop;

import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.evaluation.EvaluationSet;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.tokenizer.TextEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Fixed rows of held-out text: evenly spaced windows over the evaluation set, all its languages.
///
/// @param rows `[N][T + 1]`
/// @param batchRows B
record ValidationRows(int[][] rows, int batchRows) {
  /// @param batches `VAL_EVAL_BATCHES`, at most
  static ValidationRows of(EvaluationSet set, TextEncoder encoder, Recipe recipe, int batches) {
    int[] tokens =
        set.documents().stream()
            .flatMapToInt(document ->
                IntStream.concat(
                    IntStream.of(SpecialToken.END_OF_TEXT.id()),
                    IntStream.of(encoder.encode(document.text()))))
            .toArray();
    int length = recipe.sequenceTokens() + 1;
    int windows = tokens.length / length;
    int wanted = Math.min(windows, batches * recipe.rows());
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      int start = (int) ((long) i * windows / wanted) * length;
      rows.add(Arrays.copyOfRange(tokens, start, start + length));
    }
    return new ValidationRows(rows.toArray(int[][]::new), recipe.rows());
  }

  boolean isEmpty() {
    return rows.length == 0;
  }

  /// Mean loss, nats per token.
  double loss(TrainingEngine engine) {
    double sum = 0;
    for (int from = 0; from < rows.length; from += batchRows) {
      int to = Math.min(rows.length, from + batchRows);
      sum += engine.loss(Arrays.copyOfRange(rows, from, to)) * (to - from);
    }
    return sum / rows.length;
  }
}
