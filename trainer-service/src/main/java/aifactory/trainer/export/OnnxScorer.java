package aifactory.trainer.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Surprise of a bundle at text, measured on the graph that would be served.
///
/// Long texts are read in windows of the whole context that overlap by half, and a token is scored
/// in the first window that holds it: every token but those of the first window is predicted from
/// at least half a context. Not thread-safe.
public final class OnnxScorer implements AutoCloseable {
  private final BundleSession session;

  private OnnxScorer(BundleSession session) {
    this.session = session;
  }

  /// Opens a bundle directory.
  public static OnnxScorer open(Path bundle, int threads) {
    return new OnnxScorer(new BundleSession(bundle, threads));
  }

  /// What a document cost.
  ///
  /// @param nats negative log likelihood of all scored tokens
  /// @param tokens how many were scored
  public record Score(double nats, int tokens) {}

  /// Scores `ids[1]` to the end. The first id is context only: put the begin or end token there and
  /// the first token of the text is scored as well.
  public Score score(int[] ids) {
    int S = session.generation().contextTokens();
    double nats = 0;
    int scored = 1; // index of the next token to score
    for (int start = 0; scored < ids.length; start += Math.max(1, S / 2)) {
      int end = Math.min(start + S, ids.length);
      nats += window(ids, start, end, scored);
      scored = end;
    }
    return new Score(nats, Math.max(0, ids.length - 1));
  }

  /// −Σ log p(ids[i] | ids[start … i−1]) for i from `first` to `end`.
  private double window(int[] ids, int start, int end, int first) {
    // The last token's own logits are not needed: it only has to be predicted.
    int[] input = Arrays.copyOfRange(ids, start, end - 1);
    int[] wanted = IntStream.range(first - 1 - start, end - 1 - start).toArray();
    session.reset();
    float[][] logits_NV = session.append(input, wanted);
    double nats = 0;
    for (int n = 0; n < wanted.length; n++) {
      nats -= Logits.logProbability(logits_NV[n], ids[first + n]);
    }
    return nats;
  }

  @Override
  public void close() {
    session.close();
  }
}
