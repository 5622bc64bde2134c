package aifactory.trainer.dataset;

import java.util.Map;

/// Places in the three logs of orders: everything before them counts. Part of the journal, so that
/// a mask can be made again exactly.
///
/// @param policies next offset of `policy.sources`
/// @param takedowns next offset of `corpus.takedown`
/// @param retractions next offset of each partition of `corpus.retracted`
public record MaskPosition(long policies, long takedowns, Map<Integer, Long> retractions) {
  /// Before any order.
  public static final MaskPosition NONE = new MaskPosition(0, 0, Map.of());

  public MaskPosition {
    retractions = Map.copyOf(retractions);
  }
}
