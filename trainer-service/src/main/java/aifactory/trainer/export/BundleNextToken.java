package aifactory.trainer.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A bundle in ONNX Runtime. What follows the tokens of the call before is appended to its cache.
public final class BundleNextToken implements NextToken {
  private final BundleSession session;
  private int[] read = {};

  public BundleNextToken(Path bundle, int threads) {
    this.session = new BundleSession(bundle, threads);
  }

  @Override
  public float[] after(int[] tokens) {
    boolean continues =
        read.length < tokens.length && Arrays.equals(read, Arrays.copyOf(tokens, read.length));
    if (!continues) {
      session.reset();
      read = new int[0];
    }
    int[] added = Arrays.copyOfRange(tokens, read.length, tokens.length);
    float[][] last_1V = session.append(added, new int[] {added.length - 1});
    read = tokens.clone();
    return last_1V[0];
  }

  @Override
  public float[][] afterEach(int[] tokens) {
    session.reset();
    read = new int[0];
    return session.append(tokens, IntStream.range(0, tokens.length).toArray());
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
