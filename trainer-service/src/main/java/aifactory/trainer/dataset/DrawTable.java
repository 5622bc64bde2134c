package aifactory.trainer.dataset;

import aifactory.event.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a dataset version offers to draw: its surviving training documents in the order of their
/// versions, with the running sum of their masses. Order and draw key come from content alone, so
/// two factories with the same survivors draw the same batches, however their logs lie. Mass =
/// weight × tokens, so that within one weight every token of the corpus is equally likely, whether
/// its document is long or short. Held-out documents are never in it. Immutable.
public final class DrawTable {
  private final String datasetId;
  private final String contentHash;
  private final List<CachedDocument> documents;
  private final double[] sums;
  private final Map<String, Long> tokensByOrigin;
  private final long tokens;
  private final long evaluationTokens;

  private DrawTable(
      DatasetVersion dataset,
      List<CachedDocument> documents,
      double[] sums,
      long evaluationTokens) {
    this.evaluationTokens = evaluationTokens;
    this.datasetId = dataset.id();
    this.contentHash = dataset.contentHash();
    this.documents = documents;
    this.sums = sums;
    this.tokensByOrigin = Map.copyOf(tokensByOrigin(documents));
    this.tokens = documents.stream().mapToLong(CachedDocument::tokenCount).sum();
  }

  /// How a policy's weight becomes a document's: weight × (floor + boost × quality).
  ///
  /// @param floor `QUALITY_WEIGHT_FLOOR`
  /// @param boost `QUALITY_WEIGHT_BOOST`
  public record QualityScale(double floor, double boost) {
    public static final QualityScale STANDARD = new QualityScale(0.35, 0.9);
  }

  /// Builds the table; the cache must have been extended to the dataset and its masks.
  public static DrawTable of(
      DatasetVersion dataset,
      RetractionMask sealedWith,
      ParagraphMasks masks,
      TokenCache cache,
      QualityScale scale) {
    List<CachedDocument> survivors =
        survivors(Split.TRAIN, dataset, sealedWith, cache)
            .map(document -> cache.less(document, masks))
            .filter(document -> document.tokenCount() > 0)
            .sorted(Comparator.comparing(document -> document.origin().version()))
            .toList();
    // Held-out text is scored whole: masks leave out of training only.
    long evaluationTokens =
        survivors(Split.EVALUATION, dataset, sealedWith, cache)
            .mapToLong(CachedDocument::tokenCount)
            .sum();
    double[] sums = new double[survivors.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += mass(survivors.get(i), dataset, scale);
      sums[i] = sum;
    }
    return new DrawTable(dataset, survivors, sums, evaluationTokens);
  }

  private static Stream<CachedDocument> survivors(
      Split split, DatasetVersion dataset, RetractionMask sealedWith, TokenCache cache) {
    return cache
        .documents(dataset.accepted())
        .filter(document -> document.split() == split)
        .filter(document -> sealedWith.permits(document.origin()));
  }

  private static double mass(CachedDocument document, DatasetVersion dataset, QualityScale scale) {
    CachedDocument.Origin origin = document.origin();
    OptionalDouble policyWeight =
        dataset
            .policies()
            .ruling(origin.documentId(), origin.url(), origin.domain(), origin.sourceType())
            .weight();
    double weight =
        policyWeight.isPresent()
            ? policyWeight.getAsDouble()
                * (scale.floor() + scale.boost() * document.worth().quality())
            : document.worth().weight();
    return Math.max(0, weight) * document.tokenCount();
  }

  /// The document at a place of the running sum.
  ///
  /// @param share 0 (inclusive) to 1 (exclusive) of the whole mass
  CachedDocument at(double share) {
    double target = share * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, target);
    // A target equal to a sum belongs to the document after it.
    int place = found >= 0 ? found + 1 : -found - 1;
    return documents.get(Math.min(place, documents.size() - 1));
  }

  public boolean isEmpty() {
    return documents.isEmpty() || sums[sums.length - 1] <= 0;
  }

  public String datasetId() {
    return datasetId;
  }

  String contentHash() {
    return contentHash;
  }

  public List<CachedDocument> documents() {
    return documents;
  }

  /// Training tokens: one epoch.
  public long tokens() {
    return tokens;
  }

  /// Tokens of the surviving held-out documents.
  public long evaluationTokens() {
    return evaluationTokens;
  }

  /// Source types and domains of the documents, as `web docs.example.org`, each with its tokens.
  public Map<String, Long> tokensByOrigin() {
    return tokensByOrigin;
  }

  private static Map<String, Long> tokensByOrigin(List<CachedDocument> documents) {
    return documents.stream()
        .collect(
            Collectors.groupingBy(
                document -> document.origin().sourceType() + " " + document.origin().domain(),
                Collectors.summingLong(CachedDocument::tokenCount)));
  }

  /// Domains the documents come from: a model's lineage.
  public Set<String> domains() {
    return documents.stream()
        .map(document -> document.origin().domain())
        .collect(Collectors.toUnmodifiableSet());
  }
}
