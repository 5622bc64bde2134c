package aifactory.contract.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
    assertThat(CharsetDecision.of(body, "text/html")).isEqualTo(euc);
  }

  @Test
  void fallsBackToUtf8ForUnknownNames() {
    assertThat(
            CharsetDecision.of(
                "plain".getBytes(StandardCharsets.US_ASCII), "text/html; charset=klingon"))
        .isEqualTo(StandardCharsets.UTF_8);
  }
}
