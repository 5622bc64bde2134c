package aifactory.contract.bundle;

/// Names and shapes of a bundle's ONNX graph. B rows, T new tokens a row, S cache positions (the
/// context window), K key/value heads, E head width, N rows whose logits are wanted, V vocabulary,
/// i layer.
public final class DecoderGraph {
  /// int64 `[B, T]`.
  public static final String INPUT_IDS = "input_ids";

  /// int32 `[B]`: length of each row after this step, minus 1.
  public static final String SEQLENS_K = "seqlens_k";

  /// int32 scalar: the longest row after this step.
  public static final String TOTAL_SEQUENCE_LENGTH = "total_sequence_length";

  /// int64 `[N]`: rows of the flattened `[B·T]` positions that go through the head.
  public static final String LOGITS_ROWS = "logits_rows";

  /// float `[N, V]`.
  public static final String LOGITS = "logits";

  private DecoderGraph() {}

  /// float `[B, K, S, E]`.
  public static String pastKey(int layer) {
    return "past_key_values." + layer + ".key";
  }

  /// float `[B, K, S, E]`.
  public static String pastValue(int layer) {
    return "past_key_values." + layer + ".value";
  }

  /// float `[B, K, S, E]`; may be the same buffer as the past.
  public static String presentKey(int layer) {
    return "present." + layer + ".key";
  }

  /// float `[B, K, S, E]`; may be the same buffer as the past.
  public static String presentValue(int layer) {
    return "present." + layer + ".value";
  }
}
