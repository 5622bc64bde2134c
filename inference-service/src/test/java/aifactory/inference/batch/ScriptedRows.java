package aifactory.inference.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Rows of a model of 257 tokens (the bytes and an end). Either it says its script after whatever
/// prompt, or what it says follows from every token that lies in the row: a row mixed up with
/// another, or a beginning copied wrongly, shows at once.
final class ScriptedRows implements RowCache {
  static final int END = 256;
  static final int VOCABULARY = 257;
  private final int[][] tokens;
  private final int[] script;
  private final float[] one = new float[VOCABULARY];
  private final float[] all;
  private final int[] said;
  volatile Runnable beforeStep = () -> {};
  volatile int largestBatch;
  volatile boolean closed;

  private ScriptedRows(int rows, int window, int... script) {
    this.tokens = new int[rows][window];
    this.said = new int[rows];
    this.script = script;
    this.all = new float[rows * VOCABULARY];
  }

  static ScriptedRows following(int rows, int window) {
    return new ScriptedRows(rows, window);
  }

  static ScriptedRows scripted(int... script) {
    return new ScriptedRows(4, 4096, script);
  }

  static ScriptedRows saying(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] script = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      script[i] = bytes[i] & 0xFF;
    }
    script[bytes.length] = END;
    return scripted(script);
  }

  @Override
  public int rows() {
    return tokens.length;
  }

  @Override
  public int window() {
    return tokens[0].length;
  }

  @Override
  public long bytes() {
    return 1;
  }

  @Override
  public float[] prefill(int row, int length, int[] added) {
    beforeStep.run();
    System.arraycopy(added, 0, tokens[row], length, added.length);
    said[row] = 0;
    Arrays.fill(one, 0);
    one[next(row, length + added.length)] = 10;
    return one;
  }

  @Override
  public float[] decode(int[] lengths, int[] added) {
    beforeStep.run();
    largestBatch = Math.max(largestBatch, added.length);
    Arrays.fill(all, 0);
    for (int row = 0; row < added.length; row++) {
      tokens[row][lengths[row]] = added[row];
      all[row * VOCABULARY + next(row, lengths[row] + 1)] = 10;
    }
    return all;
  }

  private int next(int row, int length) {
    if (script.length > 0) {
      return script[Math.min(said[row]++, script.length - 1)];
    }
    int hash = 7;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + tokens[row][i];
    }
    return Math.floorMod(hash, 26) + 'a';
  }

  @Override
  public void swap(int first, int second, int ofFirst, int ofSecond) {
    int[] kept = Arrays.copyOf(tokens[first], ofFirst);
    System.arraycopy(tokens[second], 0, tokens[first], 0, ofSecond);
    System.arraycopy(kept, 0, tokens[second], 0, ofFirst);
    int counted = said[first];
    said[first] = said[second];
    said[second] = counted;
  }

  @Override
  public void copy(int from, int to, int positions) {
    System.arraycopy(tokens[from], 0, tokens[to], 0, positions);
  }

  @Override
  public void close() {
    closed = true;
  }
}
