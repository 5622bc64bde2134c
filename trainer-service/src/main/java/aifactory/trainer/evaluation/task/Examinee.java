package aifactory.trainer.evaluation.task;

import aifactory.trainer.export.Logits;
import aifactory.trainer.export.NextToken;
import aifactory.trainer.tokenizer.PublishedTokenizer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/// A model as tasks ask it. One thread; owns neither of its parts.
///
/// @param model what it expects next
/// @param tokenizer how texts become its tokens
/// @param ends tokens that end a text
public record Examinee(NextToken model, PublishedTokenizer tokenizer, Set<Integer> ends) {
  private static final int MOST_WRITTEN = 64;

  /// How a continuation is taken.
  ///
  /// @param logLikelihood natural logarithm of its probability after the context, which itself is
  ///   never counted
  /// @param expected whether each of its tokens was the most expected one
  public record Reading(double logLikelihood, boolean expected) {}

  /// Reads a continuation behind a context. Context and continuation are encoded as one text, since
  /// that is how the model knows them; a context that is too long loses its beginning.
  ///
  /// @throws IllegalArgumentException when the continuation alone is longer than the model reads
  public Reading read(String context, String continuation) {
    String head = context.stripTrailing();
    int[] whole = ids(context + continuation);
    int from = Math.min(ids(head).length, whole.length - 1);
    int longest = model.contextTokens();
    int cut = Math.max(0, whole.length - longest);
    if (cut >= from && from > 0) {
      throw new IllegalArgumentException(
          "a continuation of %d tokens does not fit a context of %d"
              .formatted(whole.length - from, longest));
    }
    int[] shown = Arrays.copyOfRange(whole, cut, whole.length);
    float[][] logits_TV = model.afterEach(shown);
    double sum = 0;
    boolean expected = true;
    for (int t = Math.max(1, from - cut); t < shown.length; t++) {
      sum += Logits.logProbability(logits_TV[t - 1], shown[t]);
      expected &= Logits.largest(logits_TV[t - 1]) == shown[t];
    }
    return new Reading(sum, expected);
  }

  /// What it writes behind a text, to the end of the line.
  public String write(String text) {
    int[] prompt = ids(text);
    int room = Math.max(1, model.contextTokens() - MOST_WRITTEN);
    int[] all = Arrays.copyOfRange(prompt, Math.max(0, prompt.length - room), prompt.length);
    int begun = all.length;
    while (all.length - begun < MOST_WRITTEN && all.length < model.contextTokens()) {
      int token = Logits.largest(model.after(all));
      if (ends.contains(token)) {
        break;
      }
      all = IntStream.concat(IntStream.of(all), IntStream.of(token)).toArray();
      String written = written(all, begun);
      if (written.strip().indexOf('\n') > 0) {
        break;
      }
    }
    return written(all, begun).strip().lines().findFirst().orElse("").strip();
  }

  private String written(int[] all, int begun) {
    return tokenizer.decode(Arrays.copyOfRange(all, begun, all.length), false);
  }

  private int[] ids(String text) {
    int[] ids = tokenizer.encode(text, true).ids();
    return ids.length > 0 ? ids : ends.stream().mapToInt(Integer::intValue).limit(1).toArray();
  }
}
