package aifactory.inference.batch;

/// Where prompts are cut: always at the same positions, whatever else goes on. The last bits of a
/// score depend on how many tokens were computed together, so a prompt cut by the clock, or reused
/// up to an odd place, would not give the same text to the same seed.
///
/// @param tokens positions between two cuts
record ChunkGrid(int tokens) {
  private static final int LARGEST = 64;
  private static final int SMALLEST = 16;

  /// A chunk of this many multiply-adds takes a tenth of a second on two cores.
  private static final double OPERATIONS = 1.3e10;

  /// The grid for a model: a chunk delays the others' next token by about 100 ms on two cores, and
  /// even a small model's is short enough that a common beginning is mostly reused.
  ///
  /// @param asked tokens per chunk as set; 0 = by size
  static ChunkGrid of(int asked, long parameters) {
    if (asked > 0) {
      return new ChunkGrid(asked);
    }
    int fitting = Integer.highestOneBit((int) Math.min(LARGEST, OPERATIONS / parameters));
    return new ChunkGrid(Math.max(SMALLEST, fitting));
  }

  /// Tokens of the chunk that begins at a position of a prompt.
  int chunk(int from, int promptTokens) {
    return Math.min(tokens - from % tokens, promptTokens - from);
  }

  /// How much of an equal beginning can be reused: up to a cut, and never all, because the scores
  /// after the last token are wanted.
  int reusable(int equalTokens, int promptTokens) {
    int most = Math.min(equalTokens, promptTokens - 1);
    return most - most % tokens;
  }
}
