package aifactory.preprocess.totals;

/// What was counted under one dimension.
public record Count(long accepted, long rejected, long characters, long utf8Bytes) {
  public static final Count ZERO = new Count(0, 0, 0, 0);

  public Count plus(Tally tally) {
    boolean isAccepted = tally.reason() == null;
    return new Count(
        accepted + (isAccepted ? 1 : 0),
        rejected + (isAccepted ? 0 : 1),
        characters + tally.characters(),
        utf8Bytes + tally.utf8Bytes());
  }
}
