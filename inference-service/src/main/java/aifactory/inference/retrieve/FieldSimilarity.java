package aifactory.inference.retrieve;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/// BM25 as each field wants it. Japanese is cut finely, so that a word's second occurrence says
/// little (measured on JaQuAD: docs/reference/retrieval.md).
final class FieldSimilarity extends PerFieldSimilarityWrapper {
  static final FieldSimilarity INSTANCE = new FieldSimilarity();

  /// Searchers that rank by it.
  static final SearcherFactory SEARCHERS =
      new SearcherFactory() {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
          IndexSearcher searcher = new IndexSearcher(reader);
          searcher.setSimilarity(INSTANCE);
          return searcher;
        }
      };

  private static final Similarity JAPANESE = new BM25Similarity(0.6f, 0.5f);
  private static final Similarity RUNS = new BM25Similarity(0.6f, 0.75f);
  private static final Similarity OTHERS = new BM25Similarity();

  private FieldSimilarity() {}

  @Override
  public Similarity get(String field) {
    if (field.equals(Trigrams.FIELD)) {
      return RUNS;
    }
    return field.equals(TextLanguage.JAPANESE.textField()) ? JAPANESE : OTHERS;
  }
}
