package aifactory.trainer.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PreTokenizerTest {
  /// Java's `\\s` is ASCII only without this flag; the Hugging Face library's is Unicode.
  private static final Pattern WORD =
      Pattern.compile(PreTokenizer.WORDS, Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern JAPANESE = Pattern.compile(PreTokenizer.JAPANESE);
  private static final String ODD =
      "'sdtmrvel''  \t\n\r\u000b\u0085\u00a0\u2028\u3000 aZéß09٣½Ⅷ.,-_!?\"…「」。、・ー゠ヿぁゟ゛ゝ々〆漢字仮名カナ\u0301\u3099😀𠮷𝟗\ud800";

  @Test
  void cutsAsThePatternsInTheVocabularyDo() throws IOException {
    assertThat(words("I'll use Kafkaを使う"))
        .containsExactly("I", "'ll", " use", " Kafka", "を", "使", "う");
    String corpus = MergeLearnerTest.resource("bpe-corpus.txt");
    assertThat(words(corpus)).isEqualTo(matched(corpus)).hasSizeGreaterThan(1000);
  }

  @Test
  void cutsTextsOfOddCharactersAsThePatternsDo() {
    int[] odd = ODD.codePoints().toArray();
    Random random = new Random(7);
    for (int n = 0; n < 20_000; n++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        int character = odd[random.nextInt(odd.length)];
        text.repeat(character, random.nextInt(8) == 0 ? random.nextInt(40) : 1);
      }
      assertThat(words(text.toString())).isEqualTo(matched(text.toString()));
    }
  }

  @Test
  void knowsEveryCharacterAsThePatternsDo() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      String text = "a " + Character.toString(character) + "1";
      assertThat(words(text)).as("U+%04X", character).isEqualTo(matched(text));
    }
  }

  @Test
  void makesNoGiantWords() {
    List<String> words = words("東京都知事選挙管理委員会ですからねえ".repeat(50) + "x".repeat(999) + " ".repeat(999));

    assertThat(words).allSatisfy(word -> assertThat(word.length()).isLessThanOrEqualTo(25));
    assertThat(words).startsWith("東京都知", "事選挙管", "理委員会", "ですからねえ");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    PreTokenizer.split(text, (whole, from, to) -> words.add(whole.substring(from, to)));
    return words;
  }

  private static List<String> matched(String text) {
    List<String> words = new ArrayList<>();
    Matcher japanese = JAPANESE.matcher(text);
    int done = 0;
    while (japanese.find()) {
      match(text.substring(done, japanese.start()), words);
      match(japanese.group(), words); // the library applies its second step to these too
      done = japanese.end();
    }
    match(text.substring(done), words);
    return words;
  }

  private static void match(String piece, List<String> words) {
    Matcher word = WORD.matcher(piece);
    while (word.find()) {
      words.add(word.group());
    }
  }
}
