package aifactory.inference.retrieve;

import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKWidthCharFilter;
import org.apache.lucene.analysis.ngram.NGramTokenizer;

/// Japanese text as runs of three letters or digits, whatever words they belong to.
final class Trigrams {
  /// Index field.
  static final String FIELD = "trigrams.ja";

  static final Analyzer ANALYZER = new RunAnalyzer();
  private static final int LENGTH = 3;

  /// Hiragana alone is grammar; 何 and 誰 only ask.
  private static final Pattern SAYS_NOTHING = Pattern.compile("\\p{IsHiragana}+|.*[何誰].*");

  private Trigrams() {}

  /// Runs of a question that say what it is about, each once.
  static Set<String> ofQuestion(String question) {
    Set<String> runs = new LinkedHashSet<>(PassageSearch.terms(question, ANALYZER, FIELD));
    runs.removeIf(run -> SAYS_NOTHING.matcher(run).matches());
    return runs;
  }

  private static final class RunAnalyzer extends Analyzer {
    @Override
    protected Reader initReader(String field, Reader reader) {
      return new CJKWidthCharFilter(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer runs =
          new NGramTokenizer(LENGTH, LENGTH) {
            @Override
            protected boolean isTokenChar(int character) {
              return Character.isLetterOrDigit(character);
            }
          };
      return new TokenStreamComponents(runs, new LowerCaseFilter(runs));
    }
  }
}
