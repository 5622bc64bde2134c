package aifactory.trainer.evaluation.task;

import aifactory.trainer.export.Logits;
import aifactory.trainer.export.NextToken;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A model as tasks ask it. One thread; owns neither of its parts.
///
/// @param model what it expects next
/// @param spelling how texts become its tokens
/// @param ends tokens that end a text
public record Examinee(NextToken model, Spelling spelling, Set<Integer> ends) {
  private static final int MOST_WRITTEN = 64;

  /// A tokenizer as tasks need it.
  public interface Spelling {
    int[] ids(String text);

    String text(int[] ids);
  }

  /// How a continuation is taken.
  ///
  /// @param logLikelihood natural logarithm of its probability after the context, which itself is
  ///   never counted
  /// @param expected whether each of its tokens was the most expected one
  public record Reading(double logLikelihood, boolean expected) {}

  /// Reads a continuation behind a context. Context and continuation are encoded as one text, since
  /// that is how the model knows them; a context that is too long loses its beginning. Empty when
  /// the continuation alone is longer than the model reads.
  public Optional<Reading> read(String context, String continuation) {
    String head = context.stripTrailing();
    int[] whole = ids(context + continuation);
    int from = Math.min(ids(head).length, whole.length - 1);
    int cut = Math.max(0, whole.length - model.contextTokens());
    if (cut > 0 && cut >= from) {
      return Optional.empty();
    }
    int[] shown = Arrays.copyOfRange(whole, cut, whole.length);
    int first = Math.max(1, from - cut);
    float[][] logits_NV = model.afterEach(shown, first - 1);
    double sum = 0;
    boolean expected = true;
    for (int t = first; t < shown.length; t++) {
      sum += Logits.logProbability(logits_NV[t - first], shown[t]);
      expected &= Logits.largest(logits_NV[t - first]) == shown[t];
    }
    return Optional.of(new Reading(sum, expected));
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
    return spelling.text(Arrays.copyOfRange(all, begun, all.length));
  }

  private int[] ids(String text) {
    int[] ids = spelling.ids(text);
    return ids.length > 0 ? ids : ends.stream().mapToInt(Integer::intValue).limit(1).toArray();
  }
}
