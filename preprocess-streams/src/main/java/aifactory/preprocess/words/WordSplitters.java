package aifactory.preprocess.words;

/// The splitter for a language.
public final class WordSplitters {
  public static final JapaneseWords JAPANESE = new JapaneseWords();
  private static final WordSplitter ENGLISH = new EnglishWords();
  private static final WordSplitter OTHER = new ScriptWords();

  private WordSplitters() {}

  /// @param language ISO 639 code; the English rules serve `und`, too
  public static WordSplitter of(String language) {
    return switch (language) {
      case "ja" -> JAPANESE;
      case "en", "und" -> ENGLISH;
      default -> OTHER;
    };
  }
}
