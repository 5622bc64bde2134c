package aifactory.preprocess.sealing;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.DatasetSealed;
import aifactory.event.PartitionRange;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.Split;
import aifactory.event.TakedownOrdered;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A dataset before it has a number: what survives, and where in the log it is written.
///
/// @param acceptedEnds offset after the last record, by partition of `corpus.accepted`
/// @param retractedEnds the same of `corpus.retracted`
/// @param maskedEnds the same of `corpus.masked`
public record DatasetState(
    Counts counts,
    Map<Integer, Long> acceptedEnds,
    Map<Integer, Long> retractedEnds,
    Map<Integer, Long> maskedEnds,
    List<PolicySet> policies,
    List<TakedownOrdered> takedowns) {
  private static final int ID_DIGITS = 16;

  /// What survives, counted.
  ///
  /// @param masked what of it is left out
  /// @param withdrawn versions by the first reason that withdraws them
  record Counts(
      String contentHash,
      long train,
      long evaluation,
      long characters,
      long utf8Bytes,
      Masked masked,
      Map<String, Long> bySource,
      Map<String, Long> byDomain,
      Map<String, Long> byOrigin,
      Map<String, Long> byLanguage,
      Map<String, Long> byLicence,
      Map<String, Long> withdrawn) {}

  /// Paragraphs that another survivor holds.
  record Masked(long documents, long paragraphs, long utf8Bytes) {
    Masked plus(Cohort cohort) {
      return new Masked(
          documents + cohort.maskedDocuments(),
          paragraphs + cohort.maskedParagraphs(),
          utf8Bytes + cohort.maskedUtf8Bytes());
    }
  }

  /// The same, with the register of masks as far as it was written.
  DatasetState withMasked(Map<Integer, Long> ends) {
    return new DatasetState(counts, acceptedEnds, retractedEnds, ends, policies, takedowns);
  }

  /// The same survivors from the same log under the same policies have the same id.
  public String datasetId() {
    return "ds-"
        + CanonicalJson.hash(
                Map.of(
                    "contentHash", counts.contentHash(),
                    "accepted", keyed(acceptedEnds),
                    "retracted", keyed(retractedEnds),
                    "masked", keyed(maskedEnds),
                    "policies", policies.stream().map(PolicySet::getEventId).toList(),
                    "takedowns", takedowns.stream().map(TakedownOrdered::getEventId).toList()))
            .substring(0, ID_DIGITS);
  }

  public long documents() {
    return counts.train() + counts.evaluation();
  }

  /// The event.
  ///
  /// @param rejected documents that did not become corpus, by reason
  public DatasetSealed sealed(
      long number,
      @Nullable String parentId,
      String configurationHash,
      Map<String, Long> rejected,
      String cause,
      Instant sealedAt) {
    return DatasetSealed.newBuilder()
        .setDatasetId(datasetId())
        .setNumber(number)
        .setParentId(parentId)
        .setAccepted(ranges(acceptedEnds))
        .setRetracted(ranges(retractedEnds))
        .setMasked(ranges(maskedEnds))
        .setPolicies(policies)
        .setTakedowns(takedowns)
        .setConfigurationHash(configurationHash)
        .setDocuments(documents())
        .setTrainDocuments(counts.train())
        .setEvaluationDocuments(counts.evaluation())
        .setCharacters(counts.characters())
        .setUtf8Bytes(counts.utf8Bytes())
        .setMaskedDocuments(counts.masked().documents())
        .setMaskedParagraphs(counts.masked().paragraphs())
        .setMaskedUtf8Bytes(counts.masked().utf8Bytes())
        .setBySource(counts.bySource())
        .setByDomain(counts.byDomain())
        .setByOrigin(counts.byOrigin())
        .setByLanguage(counts.byLanguage())
        .setByLicence(counts.byLicence())
        .setWithdrawn(counts.withdrawn())
        .setRejected(rejected)
        .setContentHash(counts.contentHash())
        .setCause(cause)
        .setSealedAt(sealedAt)
        .build();
  }

  private static List<PartitionRange> ranges(Map<Integer, Long> ends) {
    return new TreeMap<>(ends)
        .entrySet().stream()
            .map(end -> new PartitionRange(end.getKey(), 0L, end.getValue()))
            .toList();
  }

  private static Map<String, Long> keyed(Map<Integer, Long> ends) {
    Map<String, Long> keyed = new TreeMap<>();
    ends.forEach((partition, end) -> keyed.put(partition.toString(), end));
    return keyed;
  }

  /// Adds cohorts up.
  static final class Counting {
    private final ContentSum sum = new ContentSum();
    private final Map<String, Long> bySource = new TreeMap<>();
    private final Map<String, Long> byDomain = new TreeMap<>();
    private final Map<String, Long> byOrigin = new TreeMap<>();
    private final Map<String, Long> byLanguage = new TreeMap<>();
    private final Map<String, Long> byLicence = new TreeMap<>();
    private final Map<String, Long> withdrawn = new TreeMap<>();
    private long train;
    private long evaluation;
    private long characters;
    private long utf8Bytes;
    private Masked masked = new Masked(0, 0, 0);

    /// @param licence under which they count
    void surviving(Cohort cohort, String licence) {
      if (cohort.documents() == 0) {
        return;
      }
      long documents = cohort.documents();
      sum.add(cohort.sum());
      train += cohort.key().split() == Split.TRAIN ? documents : 0;
      evaluation += cohort.key().split() == Split.EVALUATION ? documents : 0;
      characters += cohort.characters();
      utf8Bytes += cohort.utf8Bytes();
      masked = masked.plus(cohort);
      bySource.merge(cohort.key().sourceType(), documents, Long::sum);
      byDomain.merge(cohort.key().domain(), documents, Long::sum);
      byOrigin.merge(cohort.key().sourceType() + " " + cohort.key().domain(), documents, Long::sum);
      byLanguage.merge(cohort.key().language(), documents, Long::sum);
      byLicence.merge(licence, documents, Long::sum);
    }

    void withdrawn(RetractionReason reason, long documents) {
      if (documents > 0) {
        withdrawn.merge(reason.name(), documents, Long::sum);
      }
    }

    DatasetState state(
        Map<Integer, Long> acceptedEnds, Map<Integer, Long> retractedEnds, PolicyTable table) {
      return new DatasetState(
          new Counts(
              sum.hex(),
              train,
              evaluation,
              characters,
              utf8Bytes,
              masked,
              bySource,
              byDomain,
              byOrigin,
              byLanguage,
              byLicence,
              withdrawn),
          acceptedEnds,
          retractedEnds,
          Map.of(),
          table.policies().stream().sorted(Comparator.comparing(PolicySet::getEventId)).toList(),
          table.takedowns().stream()
              .sorted(Comparator.comparing(TakedownOrdered::getEventId))
              .toList());
    }
  }
}
