package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

final class AozoraExtractorTest {
  private static final String RULER = "-".repeat(55);

  @Test
  void readingsNotesLegendAndColophonGo() {
    String source =
        "灯台の夜\r\n港《みなと》 太郎\r\n\r\n"
            + RULER
            + "\r\n【テキスト中に現れる記号について】\r\n\r\n《》：ルビ\r\n"
            + RULER
            + "\r\n\r\n"
            + "［＃３字下げ］一［＃「一」は中見出し］\r\n"
            + "　その｜灯台守《とうだいもり》は※［＃「てへん＋劣」、第3水準1-84-77］を見た。\r\n\r\n"
            + "底本：「港の本」\r\n"
            + "入力：だれか\r\n";

    Extracted extracted =
        ExtractorCatalogue.of(
                new Content("", "text/plain", source.getBytes(Charset.forName("windows-31j"))))
            .orElseThrow()
            .extract(
                new Content(
                    "",
                    "text/plain; charset=Shift_JIS",
                    source.getBytes(Charset.forName("windows-31j"))));

    assertThat(extracted.title()).isEqualTo("灯台の夜");
    assertThat(extracted.claims().author()).isEqualTo("港 太郎");
    assertThat(extracted.text())
        .contains("一\n　その灯台守は〓を見た。")
        .doesNotContain("《", "［＃", "底本", "ルビ", RULER);
  }

  @Test
  void plainTextWithQuotesIsNoSuchText() {
    byte[] text = "《港》という題の本を読んだ。".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThat(new PlainTextExtractor().extract(new Content("", "text/plain", text)).text())
        .isEqualTo("《港》という題の本を読んだ。");
  }
}
