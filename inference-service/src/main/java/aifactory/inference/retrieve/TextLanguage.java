package aifactory.inference.retrieve;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/// How text is cut into terms. Each has index fields of its own, so that a word is never compared
/// with one that was cut by other rules.
public enum TextLanguage {
  JAPANESE("ja", new JapaneseAnalyzer(null, JapaneseTokenizer.Mode.SEARCH, Words.JA, Words.TAGS)),
  ENGLISH("en", new EnglishAnalyzer(Words.EN)),
  OTHER("xx", new StandardAnalyzer());

  private final String code;
  private final Analyzer analyzer;

  TextLanguage(String code, Analyzer analyzer) {
    this.code = code;
    this.analyzer = analyzer;
  }

  /// The rules for a document whose language was judged.
  public static TextLanguage ofDocument(String languageCode) {
    return switch (languageCode) {
      case "ja" -> JAPANESE;
      case "en" -> ENGLISH;
      default -> OTHER;
    };
  }

  /// The rules for a question, by its script: kana or Han → Japanese, else English.
  public static TextLanguage ofQuestion(String question) {
    boolean japanese =
        question
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .anyMatch(script ->
                script == UnicodeScript.HIRAGANA
                    || script == UnicodeScript.KATAKANA
                    || script == UnicodeScript.HAN);
    return japanese ? JAPANESE : ENGLISH;
  }

  public String code() {
    return code;
  }

  String textField() {
    return "text." + code;
  }

  String titleField() {
    return "title." + code;
  }

  Analyzer analyzer() {
    return analyzer;
  }

  /// Words that make a question but say nothing of what it is about.
  private static final class Words {
    static final CharArraySet EN = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
    static final CharArraySet JA = new CharArraySet(JapaneseAnalyzer.getDefaultStopSet(), true);
    static final Set<String> TAGS = JapaneseAnalyzer.getDefaultStopTags();

    static {
      for (String word :
          ("what how why who whom whose when where which does do did done can could would should"
                  + " i me my you your we our about please tell explain describe has have had were"
                  + " am been being from its it's")
              .split(" ")) {
        EN.add(word);
      }
      for (String word :
          "何 なに なん どう どの どれ どこ いつ 誰 だれ なぜ 教える 説明 下さる くださる ください 為る する 出来る できる とは 意味".split(" ")) {
        JA.add(word);
      }
    }

    private Words() {}
  }
}
