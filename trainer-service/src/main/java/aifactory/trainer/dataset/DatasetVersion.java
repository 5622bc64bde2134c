package aifactory.trainer.dataset;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DatasetSealed;
import aifactory.event.PartitionRange;
import aifactory.event.PolicySet;
import aifactory.event.TakedownOrdered;
import java.util.List;
import java.util.Map;

/// A sealed dataset version as the trainer uses it.
///
/// @param contentHash hash over its survivors: equal for equal content, wherever it was sealed
/// @param accepted ranges of `corpus.accepted`
/// @param retracted ranges of `corpus.retracted`
/// @param policies policies and takedowns it was sealed with
/// @param characters of surviving text
/// @param languages surviving documents by language
public record DatasetVersion(
    String id,
    long number,
    String contentHash,
    List<PartitionRange> accepted,
    List<PartitionRange> retracted,
    PolicyTable policies,
    long characters,
    Map<String, Long> languages) {

  public static DatasetVersion of(DatasetSealed sealed) {
    PolicyTable table = PolicyTable.EMPTY;
    for (PolicySet policy : sealed.getPolicies()) {
      table = table.with(policy);
    }
    for (TakedownOrdered takedown : sealed.getTakedowns()) {
      table = table.with(takedown);
    }
    return new DatasetVersion(
        sealed.getDatasetId(),
        sealed.getNumber(),
        sealed.getContentHash(),
        List.copyOf(sealed.getAccepted()),
        List.copyOf(sealed.getRetracted()),
        table,
        sealed.getCharacters(),
        Map.copyOf(sealed.getByLanguage()));
  }

  /// The mask it was sealed with. Read from the log and not from what a tail has seen so far, which
  /// may be behind the seal.
  public RetractionMask sealedMask(CorpusLog log) {
    Withdrawals withdrawals = new Withdrawals();
    log.replayRetractions(retracted, withdrawals::add);
    return new RetractionMask(policies, withdrawals.versions());
  }
}
