package aifactory.trainer.evaluation;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.dataset.CachedDocument.Origin;
import aifactory.trainer.dataset.RetractionMask;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Held-out documents that scores are taken on, sealed: the same hash, the same texts. Only scores
/// with the same hash may be compared.
///
/// @param datasetId dataset version it was chosen from
/// @param documents by language, then by hash
public record EvaluationSet(String datasetId, List<Document> documents) {
  /// A held-out document.
  public record Document(Origin origin, String text) {
    /// The shorter of UTF-8 and UTF-16: no language gains by its encoding.
    @JsonIgnore
    public long bytes() {
      return Math.min(
          text.getBytes(StandardCharsets.UTF_8).length, (long) text.length() * Character.BYTES);
    }
  }

  public EvaluationSet {
    documents = List.copyOf(documents);
  }

  /// SHA-256 over the versions and their languages: what scores are bound to.
  public String hash() {
    return CanonicalJson.hash(
        documents.stream()
            .map(document -> document.origin().language() + " " + document.origin().version())
            .toList());
  }

  @JsonIgnore
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  /// Whether all of it may still be used.
  public boolean isPermittedBy(RetractionMask mask) {
    return documents.stream().allMatch(document -> mask.permits(document.origin()));
  }
}
