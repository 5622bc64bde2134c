package aifactory.inference.retrieve;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Terms that the first passages share and the question lacks (relevance feedback without anybody's
/// judgement; Rocchio 1971, RM3 by Abdul-Jaleel et al. 2004). A term counts by how many of the
/// first passages have it and by how rare it is.
final class Feedback {
  /// Passages that are believed.
  static final int PASSAGES = 8;

  private Feedback() {}

  /// @param rarity inverse document frequency of a term
  /// @return terms with weights, the best one's is `weight`
  static Map<String, Float> terms(
      Set<String> asked,
      List<String> texts,
      TextLanguage language,
      java.util.function.ToDoubleFunction<String> rarity,
      int limit,
      float weight) {
    Map<String, Double> found = new HashMap<>();
    for (int place = 0; place < texts.size(); place++) {
      double trust = 1.0 / (place + 2); // the first passages are about the question most surely
      for (String term : PassageSearch.terms(texts.get(place), language)) {
        if (!asked.contains(term) && term.length() > 1) {
          found.merge(term, trust, Double::sum);
        }
      }
    }
    found.values().removeIf(trust -> trust <= 1.0 / 2); // in one passage only
    found.replaceAll((term, trust) -> trust * rarity.applyAsDouble(term));
    double best = found.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    Map<String, Float> terms = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .forEach(entry -> terms.put(entry.getKey(), (float) (weight * entry.getValue() / best)));
    return terms;
  }
}
