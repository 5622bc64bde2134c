package aifactory.inference.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/// Finds passages by BM25 in the question's language, titles counting double, and shows none that a
/// ruling forbids at this moment. Thread-safe.
public final class PassageSearch {
  private static final float TITLE_BOOST = 2;
  private static final int MAX_TERMS = 256;

  private final SearcherManager searchers;
  private final Rulings rulings;
  private final AtomicLong searches = new AtomicLong();

  PassageSearch(SearcherManager searchers, Rulings rulings) {
    this.searchers = searchers;
    this.rulings = rulings;
  }

  /// The best passages, best first: in the question's language if there are any, else in all.
  public List<Passage> find(String question, int limit) {
    searches.incrementAndGet();
    TextLanguage asked = TextLanguage.ofQuestion(question);
    List<TextLanguage> own =
        asked == TextLanguage.JAPANESE ? List.of(asked) : List.of(asked, TextLanguage.OTHER);
    List<Passage> found = find(query(question, own), limit);
    return found.isEmpty() ? find(query(question, List.of(TextLanguage.values())), limit) : found;
  }

  /// Searches since start.
  public long searches() {
    return searches.get();
  }

  /// How much each term of a question says: BM25's inverse document frequency in the passages of
  /// that language. A term that no passage has says the most.
  public Map<String, Double> termWeights(String question, TextLanguage language) {
    return reading(searcher -> {
      IndexReader reader = searcher.getIndexReader();
      String field = language.textField();
      int passages = reader.getDocCount(field);
      Map<String, Double> weights = new LinkedHashMap<>();
      for (String term : terms(question, language)) {
        int having = reader.docFreq(new Term(field, term));
        weights.put(term, Math.log(1 + (passages - having + 0.5) / (having + 0.5)));
      }
      return weights;
    });
  }

  /// Terms of a text, each once, in order.
  public static Set<String> terms(String text, TextLanguage language) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream stream = language.analyzer().tokenStream(language.textField(), text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken() && terms.size() < MAX_TERMS) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("analysis of a string in memory failed", e);
    }
    return terms;
  }

  private static Query query(String question, List<TextLanguage> languages) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (TextLanguage language : languages) {
      for (String term : terms(question, language)) {
        query.add(new TermQuery(new Term(language.textField(), term)), Occur.SHOULD);
        query.add(
            new BoostQuery(new TermQuery(new Term(language.titleField(), term)), TITLE_BOOST),
            Occur.SHOULD);
      }
    }
    return query.build();
  }

  /// Asks for more until enough are permitted or there are no more: the deletion of a forbidden
  /// domain's passages may still be under way.
  private List<Passage> find(Query query, int limit) {
    return reading(searcher -> {
      int fetched = limit;
      while (true) {
        TopDocs hits = searcher.search(query, fetched);
        List<Passage> permitted = new ArrayList<>();
        for (ScoreDoc hit : hits.scoreDocs) {
          Passage passage = Fields.passage(searcher.storedFields().document(hit.doc), hit.score);
          if (permitted.size() < limit && rulings.permits(passage)) {
            permitted.add(passage);
          }
        }
        if (permitted.size() == limit || hits.scoreDocs.length < fetched) {
          return permitted;
        }
        fetched *= 4;
      }
    });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(IndexSearcher searcher) throws IOException;
  }

  private <T> T reading(Reading<T> reading) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return reading.read(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("index cannot be read", e);
    }
  }
}
