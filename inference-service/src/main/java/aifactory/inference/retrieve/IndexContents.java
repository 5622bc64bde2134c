package aifactory.inference.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/// What lies in the index, as of the last refresh.
final class IndexContents {
  private final SearcherManager searchers;

  IndexContents(SearcherManager searchers) {
    this.searchers = searchers;
  }

  List<Origin> origins(Query query) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      TopDocs hits = searcher.search(query, Math.max(1, searcher.getIndexReader().maxDoc()));
      List<Origin> origins = new ArrayList<>();
      for (ScoreDoc hit : hits.scoreDocs) {
        origins.add(Fields.origin(searcher.storedFields().document(hit.doc)));
      }
      return origins;
    } finally {
      searchers.release(searcher);
    }
  }

  int count(Query query) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return searcher.count(query);
    } finally {
      searchers.release(searcher);
    }
  }

  /// Documents of a kind.
  long countOf(String kind) {
    try {
      return count(new TermQuery(new Term(Fields.KIND, kind)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot count the index", e);
    }
  }
}
