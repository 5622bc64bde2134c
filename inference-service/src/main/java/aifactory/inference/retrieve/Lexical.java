package aifactory.inference.retrieve;

import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Questions as queries for words.
final class Lexical {
  private Lexical() {}

  /// Any word of the question, in text or title; in Japanese pairs of characters too, because a
  /// name that the dictionary does not have is cut differently in question and text.
  static Query query(String question, List<TextLanguage> languages, SearchTuning tuning) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (TextLanguage language : languages) {
      for (String term : PassageSearch.terms(question, language)) {
        add(query, language.textField(), term, 1);
        add(query, language.titleField(), term, tuning.titleBoost());
      }
    }
    if (tuning.bigrams() > 0 && languages.contains(TextLanguage.JAPANESE)) {
      for (String pair : TextLanguage.bigrams(question)) {
        add(query, TextLanguage.BIGRAMS, pair, tuning.bigrams());
      }
    }
    return query.build();
  }

  /// A query with further terms, by weight.
  static Query expanded(Query first, TextLanguage language, Map<String, Float> terms) {
    BooleanQuery.Builder query = new BooleanQuery.Builder().add(first, Occur.SHOULD);
    terms.forEach((term, weight) -> add(query, language.textField(), term, weight));
    return query.build();
  }

  private static void add(BooleanQuery.Builder query, String field, String term, float weight) {
    if (weight > 0) {
      query.add(new BoostQuery(new TermQuery(new Term(field, term)), weight), Occur.SHOULD);
    }
  }
}
