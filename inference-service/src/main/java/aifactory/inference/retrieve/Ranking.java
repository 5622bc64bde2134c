package aifactory.inference.retrieve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/// From hits to an order: words and meaning in one score, and not the same thing twice.
final class Ranking {
  /// Two passages that share more of their terms than this say the same.
  private static final double SAME = 0.85;

  private Ranking() {}

  /// Convex fusion (Bruch et al. 2023): the words' score as a share of the best one's, plus the
  /// cosine by weight. A hit that only one of the two found counts zero in the other.
  static List<ScoreDoc> fused(ScoreDoc[] words, ScoreDoc[] vectors, float vectorWeight) {
    Map<Integer, Float> scores = new HashMap<>();
    float best = words.length == 0 ? 1 : words[0].score;
    for (ScoreDoc hit : words) {
      scores.merge(hit.doc, hit.score / best, Float::sum);
    }
    for (ScoreDoc hit : vectors) {
      float cosine = 2 * hit.score - 1; // Lucene gives (1 + cosine) / 2
      scores.merge(hit.doc, vectorWeight * Math.max(0, cosine), Float::sum);
    }
    List<ScoreDoc> fused = new ArrayList<>();
    scores.forEach((document, score) -> fused.add(new ScoreDoc(document, score)));
    fused.sort(
        Comparator.<ScoreDoc>comparingDouble(hit -> -hit.score).thenComparingInt(hit -> hit.doc));
    return fused;
  }

  /// Older passages count less: half for every half-life that they are older than the newest.
  static List<Passage> fresh(List<Passage> ranked, @Nullable Duration halfLife) {
    if (halfLife == null || ranked.isEmpty()) {
      return ranked;
    }
    Instant newest =
        ranked.stream().map(Passage::fetchedAt).max(Comparator.naturalOrder()).orElseThrow();
    return ranked.stream()
        .map(passage -> {
          double lives =
              (double) Duration.between(passage.fetchedAt(), newest).toMillis()
                  / halfLife.toMillis();
          return passage.scored(passage.score() * Math.pow(2, -lives));
        })
        .sorted(Comparator.comparingDouble(Passage::score).reversed())
        .toList();
  }

  /// The first passages that are not too many of one document and do not repeat one another.
  ///
  /// @param perDocument Integer.MAX_VALUE = as they are
  static List<Passage> diverse(List<Passage> ranked, int limit, int perDocument) {
    if (perDocument == Integer.MAX_VALUE) {
      return ranked.subList(0, Math.min(limit, ranked.size()));
    }
    Map<String, Integer> ofDocument = new HashMap<>();
    List<Set<String>> shown = new ArrayList<>();
    List<Passage> diverse = new ArrayList<>();
    for (Passage passage : ranked) {
      if (diverse.size() == limit) {
        break;
      }
      TextLanguage language = TextLanguage.ofDocument(passage.language());
      Set<String> terms = PassageSearch.terms(passage.text(), language);
      boolean repeats = shown.stream().anyMatch(other -> overlap(other, terms) > SAME);
      if (!repeats && ofDocument.merge(passage.documentId(), 1, Integer::sum) <= perDocument) {
        shown.add(terms);
        diverse.add(passage);
      }
    }
    return diverse;
  }

  private static double overlap(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    int all = one.size() + other.size() - both.size();
    return all == 0 ? 0 : (double) both.size() / all;
  }
}
