package aifactory.trainer.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A bundle in ONNX Runtime. What a row has in common with that of the call before stays in its
/// cache.
public final class BundleNextToken implements NextToken {
  private final BundleSession session;
  private int[] read = {};

  public BundleNextToken(Path bundle, int threads) {
    this.session = new BundleSession(bundle, threads);
  }

  @Override
  public float[] after(int[] tokens) {
    return afterEach(tokens, tokens.length - 1)[0];
  }

  @Override
  public float[][] afterEach(int[] tokens, int from) {
    int differs = Arrays.mismatch(read, tokens);
    int kept = Math.min(differs < 0 ? read.length : differs, from);
    read = new int[0]; // should the session fail
    session.keep(kept);
    float[][] logits_NV =
        session.append(
            Arrays.copyOfRange(tokens, kept, tokens.length),
            IntStream.range(from - kept, tokens.length - kept).toArray());
    read = tokens.clone();
    return logits_NV;
  }

  @Override
  public int contextTokens() {
    return session.generation().contextTokens();
  }

  @Override
  public void close() {
    session.close();
  }
}
