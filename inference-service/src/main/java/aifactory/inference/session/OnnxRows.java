package aifactory.inference.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import aifactory.contract.bundle.DecoderGraph;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.batch.RowCache;
import java.util.HashMap;
import java.util.Map;

/// Rows of one graph. One row takes several tokens at once, several rows take one token each: the
/// attention operator refuses several of both. For one thread at a time.
final class OnnxRows implements RowCache {
  private static final int MAX_CHUNK_TOKENS = 1024;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final KeyValueStore store;
  private final int vocabulary;
  private final float[] scores_V;
  private final float[] scores_BV;
  private final Map<Integer, StepTensors> decoding = new HashMap<>();
  private final Map<Integer, StepTensors> reading = new HashMap<>();

  /// @param session closed with the rows
  OnnxRows(
      OrtEnvironment environment,
      OrtSession session,
      GenerationConfiguration model,
      SessionSettings settings) {
    this.environment = environment;
    this.session = session;
    this.vocabulary = model.vocabularySize();
    this.store = new KeyValueStore(CacheShape.within(model, settings));
    this.scores_V = new float[vocabulary];
    this.scores_BV = new float[rows() * vocabulary];
  }

  @Override
  public int rows() {
    return store.shape().rows();
  }

  @Override
  public int window() {
    return store.shape().positions();
  }

  @Override
  public long bytes() {
    return store.shape().bytes();
  }

  @Override
  public float[] prefill(int row, int length, int[] tokens) {
    requireRoom(length + tokens.length);
    StepTensors step =
        reading.computeIfAbsent(row, _ -> tensors(row, 1, Math.min(window(), MAX_CHUNK_TOKENS)));
    for (int from = 0; from < tokens.length; from += MAX_CHUNK_TOKENS) {
      int to = Math.min(tokens.length, from + MAX_CHUNK_TOKENS);
      int[] chunk = java.util.Arrays.copyOfRange(tokens, from, to);
      step.fill(new int[] {length + from}, new int[][] {chunk});
      run(step, chunk.length);
    }
    step.scores(scores_V);
    return scores_V;
  }

  @Override
  public float[] decode(int[] lengths, int[] tokens) {
    int count = tokens.length;
    int[][] tokens_BT = new int[count][1];
    for (int row = 0; row < count; row++) {
      requireRoom(lengths[row] + 1);
      tokens_BT[row][0] = tokens[row];
    }
    StepTensors step = decoding.computeIfAbsent(count, _ -> tensors(0, count, 1));
    step.fill(lengths, tokens_BT);
    run(step, 1);
    step.scores(scores_BV);
    return scores_BV;
  }

  private void requireRoom(int positions) {
    if (positions > window()) {
      throw new IllegalStateException( // the caller promised that they fit
          "%d tokens do not fit the context window of %d".formatted(positions, window()));
    }
  }

  private StepTensors tensors(int firstRow, int rows, int tokens) {
    try {
      return new StepTensors(environment, store, firstRow, rows, tokens, vocabulary);
    } catch (OrtException e) {
      throw new SessionException("cannot make the tensors of a step", e);
    }
  }

  private void run(StepTensors step, int each) {
    try (OnnxTensor tokens = step.tokens(each)) {
      step.inputs().put(DecoderGraph.INPUT_IDS, tokens);
      session.run(step.inputs(), step.outputs()).close(); // releases nothing that is pinned
    } catch (OrtException e) {
      throw new SessionException("a step failed", e);
    }
  }

  @Override
  public void swap(int one, int other, int ofOne, int ofOther) {
    store.swap(one, other, ofOne, ofOther);
  }

  @Override
  public void copy(int from, int to, int positions) {
    store.copy(from, to, positions);
  }

  @Override
  public void close() {
    decoding.values().forEach(StepTensors::close);
    reading.values().forEach(StepTensors::close);
    store.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new SessionException("cannot release the graph", e);
    }
  }
}
