package aifactory.contract.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CharsetDecisionTest {
  private static final String JAPANESE = "<p>日本語の文章です。読みやすく書きます。</p>";

  @Test
  void believesTheByteOrderMarkFirst() {
    byte[] body = ("\uFEFF" + JAPANESE).getBytes(StandardCharsets.UTF_16BE);
    assertThat(CharsetDecision.of(body, "text/html; charset=utf-8"))
        .isEqualTo(StandardCharsets.UTF_16BE);
  }

  @Test
  void believesValidUtf8BeforeAWrongHeader() {
    byte[] body = JAPANESE.getBytes(StandardCharsets.UTF_8);
    assertThat(CharsetDecision.of(body, "text/html; charset=iso-8859-1"))
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void believesTheHeaderForOtherBytes() {
    Charset shiftJis = Charset.forName("windows-31j");
    assertThat(CharsetDecision.of(JAPANESE.getBytes(shiftJis), "text/html; charset=Shift_JIS"))
        .isEqualTo(shiftJis);
  }

  @Test
  void readsTheMetaElementWhenTheHeaderIsSilent() {
    Charset euc = Charset.forName("EUC-JP");
    byte[] body = ("<meta charset=\"euc-jp\">" + JAPANESE).getBytes(euc);
    assertThat(CharsetDecision.decoded(body, "text/html")).endsWith(JAPANESE);
  }

  @Test
  void anUnknownNameSaysNothing() {
    byte[] plain = "plain".getBytes(StandardCharsets.US_ASCII);
    assertThat(CharsetDecision.of(plain, "text/plain; charset=klingon"))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(CharsetDecision.of(plain, "text/html; charset=klingon"))
        .isEqualTo(Charset.forName("windows-1252"));
  }

  static Stream<Arguments> textsInTheirCharsets() {
    return Stream.of(
        Arguments.of("Shift_JIS", "今日は天気がよいので、川沿いの道をゆっくり歩きました。①番目の橋まで一時間です。"),
        Arguments.of("EUC-JP", "図書館では静かにしてください。本を借りるにはカードが必要です。"),
        Arguments.of("ISO-2022-JP", "電子メールはこの文字コードで送られていました。"),
        Arguments.of("EUC-KR", "오늘은 날씨가 맑아서 강가를 천천히 걸었습니다. 도서관에서 책을 빌렸습니다."),
        Arguments.of("gb18030", "今天天气很好,我们沿着河边慢慢地走。这个图书馆有很多书,大家可以在里面看书学习,不要大声说话。"),
        Arguments.of("Big5", "今天天氣很好,我們沿著河邊慢慢地走。這個圖書館有很多書,大家可以在裡面看書學習,不要大聲說話。"),
        Arguments.of(
            "windows-1251",
            "Сегодня хорошая погода, и мы медленно шли вдоль реки. В библиотеке много книг, которые можно читать."),
        Arguments.of(
            "KOI8-R",
            "Сегодня хорошая погода, и мы медленно шли вдоль реки. В библиотеке много книг, которые можно читать."),
        Arguments.of(
            "windows-1252",
            "Heute ist schönes Wetter, und wir gehen langsam über die Brücke. Größe und Maß sind gut für die Bücher."));
  }

  @ParameterizedTest
  @MethodSource("textsInTheirCharsets")
  void readsTextWhateverIsDeclared(String name, String text) {
    Charset charset = CharsetLabels.named(name).orElseThrow();
    byte[] body = ("<html><body><p>" + text + "</p></body></html>").getBytes(charset);

    assertThat(CharsetDecision.decoded(body, "text/html; charset=" + name)).contains(text);
    assertThat(CharsetDecision.decoded(body, "text/html")).contains(text);
    assertThat(CharsetDecision.decoded(body, "text/html; charset=utf-8")).contains(text);
    assertThat(CharsetLabels.nameOf(CharsetDecision.of(body, "text/html; charset=" + name)))
        .isEqualTo(name);
  }

  @Test
  void aJapanesePageDeclaredAsLatinIsJapanese() {
    byte[] body = JAPANESE.getBytes(Charset.forName("windows-31j"));
    assertThat(CharsetDecision.decoded(body, "text/html; charset=iso-8859-1")).isEqualTo(JAPANESE);
  }

  @Test
  void oneBrokenByteDoesNotUndoADeclaration() {
    byte[] body = JAPANESE.repeat(10).getBytes(StandardCharsets.UTF_8);
    body[3] = (byte) 0xFF;
    assertThat(CharsetDecision.of(body, "text/html; charset=utf-8"))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(CharsetDecision.of(body, "text/html")).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void aShortWordInADeclaredCharsetIsNotTakenForUtf8() {
    byte[] body = "ﾃｩ".getBytes(Charset.forName("windows-31j")); // C3 A9: also "é" in UTF-8
    assertThat(CharsetDecision.decoded(body, "text/html; charset=Shift_JIS")).isEqualTo("ﾃｩ");
    assertThat(CharsetDecision.decoded(body, "text/html")).isEqualTo("é");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<meta charset=koi8-r>|KOI8-R",
        "<META http-equiv='Content-Type' content='text/html; charset=\"big5\"'>|Big5",
        "<meta content='text/html; charset=big5'>|windows-1252",
        "<!-- <meta charset=koi8-r> --><meta charset=euc-kr>|EUC-KR",
        "<a title='<meta charset=koi8-r>'><meta charset=euc-kr>|EUC-KR",
        "<meta charset=koi8-r|windows-1252",
        "<metacharset=koi8-r>|windows-1252",
        "<meta charset=utf-16le>|UTF-8",
        "<meta charset=nonsense><meta charset=latin1>|windows-1252"
      })
  void scansForMetaAsBrowsersDo(String page, String expected) {
    Charset decided = CharsetDecision.of(page.getBytes(StandardCharsets.US_ASCII), "text/html");
    assertThat(CharsetLabels.nameOf(decided)).isEqualTo(expected);
  }

  @Test
  void readsWideEncodingsWithoutAMark() {
    String xml = "<?xml version='1.0'?><a>日本</a>";
    for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      byte[] body = xml.getBytes(Charset.forName(name));
      assertThat(CharsetDecision.decoded(body, "application/xml")).isEqualTo(xml);
    }
  }
}
