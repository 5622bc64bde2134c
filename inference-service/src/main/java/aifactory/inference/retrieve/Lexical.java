package aifactory.inference.retrieve;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Questions as queries for words.
final class Lexical {
  private Lexical() {}

  /// What asks for a definition, in the words of either language.
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(とは|って)(何|なに|なん)|とは\\s*[。?？]?$|の意味|^\\s*what\\s+(is|are)\\b|^\\s*define\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int DEFINITION_TITLE_BOOST = 3;

  /// Whether a question asks what something is: the page named after it is meant.
  static boolean isDefinition(String question) {
    return DEFINITION.matcher(question).find();
  }

  /// Any word of the question, in text or title; in Japanese runs of three characters too, because
  /// a name that the dictionary does not have is cut differently in question and text.
  static Query query(String question, List<TextLanguage> languages, SearchTuning tuning) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    boolean named = tuning.titleBoost() > 0 && isDefinition(question);
    float titleBoost = named ? DEFINITION_TITLE_BOOST : tuning.titleBoost();
    for (TextLanguage language : languages) {
      for (String term : PassageSearch.terms(question, language)) {
        add(query, language.textField(), term, 1);
        add(query, language.titleField(), term, titleBoost);
      }
    }
    if (tuning.trigrams() > 0 && languages.contains(TextLanguage.JAPANESE)) {
      for (String run : Trigrams.ofQuestion(question)) {
        add(query, Trigrams.FIELD, run, tuning.trigrams());
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
