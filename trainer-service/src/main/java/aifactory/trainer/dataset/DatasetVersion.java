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
/// @param masked ranges of `corpus.masked`
/// @param policies policies and takedowns it was sealed with
/// @param characters of surviving text
/// @param languages surviving documents by language
/// @param preparation how its text was prepared
public record DatasetVersion(
    String id,
    long number,
    String contentHash,
    List<PartitionRange> accepted,
    List<PartitionRange> retracted,
    List<PartitionRange> masked,
    PolicyTable policies,
    long characters,
    Map<String, Long> languages,
    Preparation preparation) {

  /// What papers say of the text.
  ///
  /// @param configurationHash of the filters in force
  /// @param documents surviving
  /// @param trainDocuments of these for training
  /// @param evaluationDocuments of these held out
  /// @param utf8Bytes of surviving text
  /// @param sources surviving documents by source type
  /// @param licences surviving documents by licence
  public record Preparation(
      String configurationHash,
      long documents,
      long trainDocuments,
      long evaluationDocuments,
      long utf8Bytes,
      Map<String, Long> sources,
      Map<String, Long> licences) {}

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
        List.copyOf(sealed.getMasked()),
        table,
        sealed.getCharacters(),
        Map.copyOf(sealed.getByLanguage()),
        new Preparation(
            sealed.getConfigurationHash(),
            sealed.getDocuments(),
            sealed.getTrainDocuments(),
            sealed.getEvaluationDocuments(),
            sealed.getUtf8Bytes(),
            Map.copyOf(sealed.getBySource()),
            Map.copyOf(sealed.getByLicence())));
  }

  /// The paragraphs it leaves out.
  public ParagraphMasks paragraphMasks(CorpusLog log) {
    ParagraphMasks.Reading reading = new ParagraphMasks.Reading();
    log.replayMasks(masked, reading::add);
    return reading.masks();
  }

  /// The mask it was sealed with. Read from the log and not from what a tail has seen so far, which
  /// may be behind the seal.
  public RetractionMask sealedMask(CorpusLog log) {
    Withdrawals withdrawals = new Withdrawals();
    log.replayRetractions(retracted, withdrawals::add);
    return new RetractionMask(policies, withdrawals.versions());
  }
}
