package aifactory.trainer.tokenizer;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts text into the words inside which merges may happen. The same two patterns stand in
/// `tokenizer.json`, so learner and encoder agree.
///
/// `I'll use Kafkaを使う` → `I` `'ll` ` use` ` Kafka` `を` `使` `う`
public final class PreTokenizer {
  /*
   * Japanese writes no spaces: GPT-2's \p{L}+ would take a whole sentence as one word, which is slow to
   * learn from and whose merges never repeat. So runs of kanji, hiragana and katakana are cut out first,
   * each with a cap (compounds have up to four kanji, katakana words rarely more than twelve letters).
   * The second pattern is GPT-2's with combining marks counted as letters and every run capped, so that no
   * text, however odd, yields a word of unbounded length.
   */
  /// Runs of one Japanese script, cut out first.
  static final String JAPANESE = "[一-鿿㐀-䶿々〆]{1,4}|[ぁ-ゟ]{1,6}|[゠-ヿ]{1,12}";

  /// GPT-2's pattern with caps, applied to the Japanese runs and to what lies between them.
  static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d| ?[\\p{L}\\p{M}]{1,24}| ?\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{M}\\p{N}]{1,16}|\\s{1,16}(?!\\S)|\\s{1,16}";

  // Java's \s is ASCII only without this flag; the Hugging Face library's is Unicode.
  private static final Pattern JAPANESE_RUN = Pattern.compile(JAPANESE);
  private static final Pattern WORD = Pattern.compile(WORDS, Pattern.UNICODE_CHARACTER_CLASS);

  private PreTokenizer() {}

  /// Hands over every word of a text, in order; together they are the text.
  static void split(String text, Consumer<String> words) {
    Matcher japanese = JAPANESE_RUN.matcher(text);
    int done = 0;
    while (japanese.find()) {
      splitPiece(text.substring(done, japanese.start()), words);
      splitPiece(japanese.group(), words); // the library applies its second step to these too
      done = japanese.end();
    }
    splitPiece(text.substring(done), words);
  }

  private static void splitPiece(String piece, Consumer<String> words) {
    Matcher word = WORD.matcher(piece);
    while (word.find()) {
      words.accept(word.group());
    }
  }
}
