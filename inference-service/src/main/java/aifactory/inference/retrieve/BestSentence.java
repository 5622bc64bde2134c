package aifactory.inference.retrieve;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/// Words of a question that stand in one sentence belong together: what the best sentence of a
/// passage says, with the page's title, counts once more, each term by its rarity.
final class BestSentence {
  /// Hits whose sentences are read.
  private static final int READ = 30;

  private BestSentence() {}

  static ScoreDoc[] counted(
      IndexSearcher searcher,
      ScoreDoc[] hits,
      Map<String, Double> wanted,
      TextLanguage language,
      float weight)
      throws IOException {
    ScoreDoc[] counted = hits.clone();
    for (int place = 0; place < Math.min(READ, hits.length); place++) {
      ScoreDoc hit = hits[place];
      Passage passage = Fields.passage(searcher.storedFields().document(hit.doc), hit.score);
      float said = (float) said(passage, wanted, language);
      counted[place] = new ScoreDoc(hit.doc, hit.score + weight * said, hit.shardIndex);
    }
    Arrays.sort(
        counted,
        Comparator.<ScoreDoc>comparingDouble(hit -> -hit.score).thenComparingInt(hit -> hit.doc));
    return counted;
  }

  private static double said(Passage passage, Map<String, Double> wanted, TextLanguage language) {
    Set<String> title = PassageSearch.terms(passage.title(), language);
    double best = 0;
    for (String sentence : Chunker.sentences(passage.text(), passage.language())) {
      Set<String> terms = new HashSet<>(PassageSearch.terms(sentence, language));
      terms.addAll(title);
      double said =
          wanted.entrySet().stream()
              .filter(term -> terms.contains(term.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      best = Math.max(best, said);
    }
    return best;
  }
}
