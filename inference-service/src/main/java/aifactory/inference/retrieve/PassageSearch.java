package aifactory.inference.retrieve;

import aifactory.inference.embed.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopDocs;

/// Finds passages by their words (BM25 in the question's language, widened by what the first ones
/// share) and, where vectors are installed, by meaning; shows none that a ruling forbids at this
/// moment. Thread-safe.
public final class PassageSearch {
  private static final int MAX_TERMS = 256;

  /// Hits that are ranked together.
  private static final int FETCHED = 100;

  /// Less alike than this is not alike.
  private static final float MIN_COSINE = 0.3f;

  private final SearcherManager searchers;
  private final Rulings rulings;
  private final Optional<Embedding> embedding;
  private final SearchTuning tuning;
  private final AtomicLong searches = new AtomicLong();

  PassageSearch(
      SearcherManager searchers,
      Rulings rulings,
      Optional<Embedding> embedding,
      SearchTuning tuning) {
    this.searchers = searchers;
    this.rulings = rulings;
    this.embedding = embedding;
    this.tuning = tuning;
  }

  /// The same corpus searched with other parts at work.
  public PassageSearch tuned(SearchTuning other) {
    return new PassageSearch(searchers, rulings, embedding, other);
  }

  /// The best passages for a question, wherever they come from.
  public List<Passage> find(String question, int limit) {
    return find(SearchRequest.of(question, limit));
  }

  /// The best passages, best first: in the question's language if there are any, else in all.
  public List<Passage> find(SearchRequest request) {
    searches.incrementAndGet();
    TextLanguage asked = TextLanguage.ofQuestion(request.question());
    List<TextLanguage> own =
        asked == TextLanguage.JAPANESE ? List.of(asked) : List.of(asked, TextLanguage.OTHER);
    List<Passage> found = find(request, own);
    return found.isEmpty() ? find(request, List.of(TextLanguage.values())) : found;
  }

  /// Whether a question asks what something is.
  public static boolean asksForDefinition(String question) {
    return Lexical.isDefinition(question);
  }

  /// Searches since start.
  public long searches() {
    return searches.get();
  }

  /// How much each term of a question says: BM25's inverse document frequency in the passages of
  /// that language. A term that no passage has says the most.
  public Map<String, Double> termWeights(String question, TextLanguage language) {
    return reading(searcher -> termWeights(searcher, question, language));
  }

  private static Map<String, Double> termWeights(
      IndexSearcher searcher, String question, TextLanguage language) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String term : terms(question, language)) {
      weights.put(term, rarity(searcher.getIndexReader(), language, term));
    }
    return weights;
  }

  /// Inverse document frequency as BM25 has it.
  private static double rarity(IndexReader reader, TextLanguage language, String term) {
    try {
      int passages = reader.getDocCount(language.textField());
      int having = reader.docFreq(new Term(language.textField(), term));
      return Math.log(1 + (passages - having + 0.5) / (having + 0.5));
    } catch (IOException e) {
      throw new UncheckedIOException("index cannot be read", e);
    }
  }

  /// Terms of a text, each once, in order.
  public static Set<String> terms(String text, TextLanguage language) {
    return terms(text, language.analyzer(), language.textField());
  }

  static Set<String> terms(String text, Analyzer analyzer, String field) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream stream = analyzer.tokenStream(field, text)) {
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

  /// Asks for more until enough are permitted or there are no more: the deletion of a forbidden
  /// domain's passages may still be under way.
  private List<Passage> find(SearchRequest request, List<TextLanguage> languages) {
    return reading(searcher -> {
      Query filter = Filters.of(request);
      int fetched = Math.max(FETCHED, 4 * request.limit());
      while (true) {
        ScoreDoc[] words = words(searcher, request.question(), languages, filter, fetched);
        ScoreDoc[] vectors = vectors(searcher, request.question(), filter);
        List<Passage> permitted =
            permitted(searcher, Ranking.fused(words, vectors, tuning.vectorWeight()));
        List<Passage> found =
            Ranking.diverse(
                Ranking.fresh(permitted, request.halfLife()),
                request.limit(),
                tuning.perDocument());
        if (found.size() == request.limit() || words.length < fetched) {
          return found;
        }
        fetched *= 4;
      }
    });
  }

  private ScoreDoc[] words(
      IndexSearcher searcher,
      String question,
      List<TextLanguage> languages,
      Query filter,
      int fetched)
      throws IOException {
    Query query = Lexical.query(question, languages, tuning);
    TextLanguage language = languages.getFirst();
    // In Japanese it finds more among the first five and puts the best one lower (measured).
    if (tuning.feedbackTerms() > 0 && language != TextLanguage.JAPANESE) {
      query =
          Lexical.expanded(query, language, feedback(searcher, query, question, language, filter));
    }
    ScoreDoc[] hits = searcher.search(within(query, filter), fetched).scoreDocs;
    return tuning.sentenceWeight() == 0
        ? hits
        : BestSentence.counted(
            searcher,
            hits,
            termWeights(searcher, question, language),
            language,
            tuning.sentenceWeight());
  }

  private Map<String, Float> feedback(
      IndexSearcher searcher, Query query, String question, TextLanguage language, Query filter)
      throws IOException {
    TopDocs first = searcher.search(within(query, filter), Feedback.PASSAGES);
    List<String> believed = new ArrayList<>();
    for (ScoreDoc hit : first.scoreDocs) {
      Passage passage = Fields.passage(searcher.storedFields().document(hit.doc), hit.score);
      if (rulings.permits(passage)) {
        believed.add(passage.text());
      }
    }
    IndexReader reader = searcher.getIndexReader();
    return Feedback.terms(
        terms(question, language),
        believed,
        language,
        term -> rarity(reader, language, term),
        tuning.feedbackTerms(),
        tuning.feedbackWeight());
  }

  private static Query within(Query query, Query filter) {
    return new BooleanQuery.Builder().add(query, Occur.MUST).add(filter, Occur.FILTER).build();
  }

  private ScoreDoc[] vectors(IndexSearcher searcher, String question, Query filter)
      throws IOException {
    if (embedding.isEmpty() || tuning.vectorWeight() == 0) {
      return new ScoreDoc[0];
    }
    float[] vector = embedding.get().embed(question).vector();
    if (Fields.isZero(vector)) {
      return new ScoreDoc[0];
    }
    Query near = new KnnFloatVectorQuery(Fields.VECTOR, vector, FETCHED, filter);
    return Arrays.stream(searcher.search(near, FETCHED).scoreDocs)
        .filter(hit -> 2 * hit.score - 1 >= MIN_COSINE)
        .toArray(ScoreDoc[]::new);
  }

  private List<Passage> permitted(IndexSearcher searcher, List<ScoreDoc> hits) throws IOException {
    List<Passage> permitted = new ArrayList<>();
    for (ScoreDoc hit : hits) {
      Passage passage = Fields.passage(searcher.storedFields().document(hit.doc), hit.score);
      if (rulings.permits(passage)) {
        permitted.add(passage);
      }
    }
    return permitted;
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
