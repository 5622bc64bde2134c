package aifactory.inference.retrieve;

import aifactory.event.DocumentAccepted;
import aifactory.inference.embed.Embedding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;

/// Names of the index's fields and the way from records to Lucene documents and back.
///
/// A version of a document is one origin document (its place in the log) and, while it may be
/// shown, one document per passage.
final class Fields {
  static final String KIND = "kind";
  static final String PASSAGE = "passage";
  static final String ORIGIN = "origin";

  /// Document id and URL of an origin, to find it by.
  static final String ORIGIN_OF_DOCUMENT = "originOfDocument";

  static final String ORIGIN_OF_URL = "originOfUrl";

  /// The domain and every domain above it, of an origin.
  static final String WITHIN = "within";

  /// What a search can be restricted to.
  static final String PASSAGE_LANGUAGE = "passageLanguage";

  static final String PASSAGE_SOURCE = "passageSource";
  static final String PASSAGE_WITHIN = "passageWithin";

  /// Milliseconds since 1970.
  static final String FETCHED_AT = "fetchedAt";

  static final String VECTOR = "vector";

  private static final String DOCUMENT_ID = "documentId";
  private static final String VERSION = "version";
  private static final String URL = "url";
  private static final String DOMAIN = "domain";
  private static final String SOURCE_TYPE = "sourceType";
  private static final String TITLE = "title";
  private static final String TEXT = "text";
  private static final String LANGUAGE = "language";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";
  private static final String PASSAGES_OF = "passagesOf";
  private static final String PASSAGES_OF_VERSION = "passagesOfVersion";
  private static final String ORIGIN_OF_VERSION = "originOfVersion";

  private Fields() {}

  static Term passagesOfDocument(String documentId) {
    return new Term(PASSAGES_OF, documentId);
  }

  static Term passagesOfVersion(String version) {
    return new Term(PASSAGES_OF_VERSION, version);
  }

  static Term originOfVersion(String version) {
    return new Term(ORIGIN_OF_VERSION, version);
  }

  /// @param embedding gives each passage a vector; empty = words alone
  static List<Document> passages(DocumentAccepted accepted, Optional<Embedding> embedding) {
    TextLanguage language = TextLanguage.ofDocument(accepted.getLanguage());
    List<Document> documents = new ArrayList<>();
    for (String passage : Chunker.passages(accepted.getText(), accepted.getLanguage())) {
      Document document = identified(PASSAGE, origin(accepted, -1, -1));
      document.add(new StringField(PASSAGES_OF, accepted.getDocumentId(), Store.NO));
      document.add(new StringField(PASSAGES_OF_VERSION, accepted.getVersion(), Store.NO));
      document.add(new StoredField(TITLE, accepted.getTitle()));
      document.add(new StoredField(TEXT, passage));
      document.add(new StoredField(LANGUAGE, accepted.getLanguage()));
      addFilters(document, accepted);
      if (language == TextLanguage.JAPANESE) {
        document.add(new TextField(Trigrams.FIELD, passage, Store.NO));
      }
      embedding.ifPresent(model -> addVector(document, model, accepted.getTitle(), passage));
      document.add(new TextField(language.titleField(), accepted.getTitle(), Store.NO));
      // A passage far down a page seldom repeats what the page is about; its title says it.
      String titled = accepted.getTitle() + "\n" + passage;
      document.add(new TextField(language.textField(), titled, Store.NO));
      documents.add(document);
    }
    return documents;
  }

  private static void addFilters(Document document, DocumentAccepted accepted) {
    document.add(new StringField(PASSAGE_LANGUAGE, accepted.getLanguage(), Store.NO));
    document.add(new StringField(PASSAGE_SOURCE, accepted.getSourceType(), Store.NO));
    addWithin(document, PASSAGE_WITHIN, accepted.getDomain());
    long fetched = accepted.getFetchedAt().toEpochMilli();
    document.add(new LongPoint(FETCHED_AT, fetched));
    document.add(new StoredField(FETCHED_AT, fetched));
  }

  /// A text of which the model knows no word has no direction.
  private static void addVector(Document document, Embedding model, String title, String passage) {
    float[] vector = model.embed(title + "\n" + passage).vector();
    if (!isZero(vector)) {
      document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
    }
  }

  static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /// The domain and every domain above it.
  private static void addWithin(Document document, String field, String domain) {
    for (int dot = 0; dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      document.add(new StringField(field, dot == 0 ? domain : domain.substring(dot + 1), Store.NO));
    }
  }

  static Document originDocument(Origin origin) {
    Document document = identified(ORIGIN, origin);
    document.add(new StringField(ORIGIN_OF_VERSION, origin.version(), Store.NO));
    document.add(new StringField(ORIGIN_OF_DOCUMENT, origin.documentId(), Store.NO));
    document.add(new StringField(ORIGIN_OF_URL, origin.url(), Store.NO));
    document.add(new StoredField(PARTITION, origin.partition()));
    document.add(new StoredField(OFFSET, origin.offset()));
    addWithin(document, WITHIN, origin.domain());
    return document;
  }

  static Origin origin(DocumentAccepted accepted, int partition, long offset) {
    return new Origin(
        accepted.getDocumentId(),
        accepted.getVersion(),
        accepted.getUrl(),
        accepted.getDomain(),
        accepted.getSourceType(),
        partition,
        offset);
  }

  static Origin origin(Document stored) {
    return new Origin(
        stored.get(DOCUMENT_ID),
        stored.get(VERSION),
        stored.get(URL),
        stored.get(DOMAIN),
        stored.get(SOURCE_TYPE),
        stored.getField(PARTITION).numericValue().intValue(),
        stored.getField(OFFSET).numericValue().longValue());
  }

  static Passage passage(Document stored, double score) {
    return new Passage(
        stored.get(DOCUMENT_ID),
        stored.get(VERSION),
        stored.get(URL),
        stored.get(DOMAIN),
        stored.get(SOURCE_TYPE),
        stored.get(TITLE),
        stored.get(TEXT),
        stored.get(LANGUAGE),
        Instant.ofEpochMilli(stored.getField(FETCHED_AT).numericValue().longValue()),
        score);
  }

  private static Document identified(String kind, Origin origin) {
    Document document = new Document();
    document.add(new StringField(KIND, kind, Store.NO));
    document.add(new StoredField(DOCUMENT_ID, origin.documentId()));
    document.add(new StoredField(VERSION, origin.version()));
    document.add(new StoredField(URL, origin.url()));
    document.add(new StoredField(DOMAIN, origin.domain()));
    document.add(new StoredField(SOURCE_TYPE, origin.sourceType()));
    return document;
  }
}
