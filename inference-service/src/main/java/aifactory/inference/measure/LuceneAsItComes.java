package aifactory.inference.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/// The peer: one field with title and text, the language's analyzer and BM25 with their defaults,
/// any word of the question.
final class LuceneAsItComes {
  private static final String FIELD = "text";
  private static final String URL = "url";

  private LuceneAsItComes() {}

  static Map<String, List<String>> rank(
      TestCollection collection, Map<String, String> questions, int depth) throws IOException {
    boolean japanese = collection.texts().getFirst().language().equals("ja");
    Analyzer analyzer = japanese ? new JapaneseAnalyzer() : new EnglishAnalyzer();
    try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
        for (TestCollection.Text text : collection.texts()) {
          Document document = new Document();
          document.add(new StoredField(URL, text.url()));
          document.add(new TextField(FIELD, text.title() + "\n" + text.text(), Store.NO));
          writer.addDocument(document);
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        Map<String, List<String>> ranked = new LinkedHashMap<>();
        questions.forEach(
            (id, question) -> ranked.put(id, first(searcher, analyzer, question, depth)));
        return ranked;
      }
    }
  }

  private static List<String> first(
      IndexSearcher searcher, Analyzer analyzer, String question, int depth) {
    Query query = new QueryBuilder(analyzer).createBooleanQuery(FIELD, question);
    if (query == null) {
      return List.of();
    }
    try {
      List<String> urls = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
        urls.add(searcher.storedFields().document(hit.doc).get(URL));
      }
      return urls;
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory cannot be read", e);
    }
  }
}
