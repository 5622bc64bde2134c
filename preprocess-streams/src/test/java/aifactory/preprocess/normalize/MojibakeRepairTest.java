package aifactory.preprocess.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MojibakeRepairTest {
  private final TextNormalizer repair = new MojibakeRepair();

  @ParameterizedTest
  @CsvSource({
    "donâ€™t stop, donʼt stop",
    "the quay â€” at night, the quay — at night",
    "â€œtidesâ€, “tides”",
    "cafÃ© crÃ¨me, café crème",
    "Ã¼ber fÃ¼nf, über fünf",
    "Â© 2020, © 2020",
    "cafÃƒÂ©, café",
    "harbour ðŸš¢, harbour 🚢"
  })
  void whatWasMisreadIsReadAgain(String misread, String meant) {
    assertThat(repair.normalize(misread).replace('’', 'ʼ')).isEqualTo(meant.replace('’', 'ʼ'));
  }

  @Test
  void japaneseMisreadAsWindows1252ComesBack() {
    String meant = "の港に古い灯台";
    StringBuilder misread = new StringBuilder();
    for (byte b : meant.getBytes(StandardCharsets.UTF_8)) {
      String one = new String(new byte[] {b}, Charset.forName("windows-1252"));
      misread.append(one.equals("\uFFFD") ? String.valueOf((char) (b & 0xFF)) : one);
    }

    assertThat(repair.normalize(misread.toString())).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Le patron du «CAFÉ» est allé…» dit-elle, à l’été déjà passé",
        "VERSÃO, NÃO, SÃO PAULO, «MAÇÃ» e coração",
        "Größe, Übermut, »Ä« und „Ö“",
        "Ângela, Â e â são letras; prêts à partir — même ça",
        "Şişli’de çay içtim, ığdır",
        "naïve façade, Ærø, smørrebrød, «Å» og Ø"
      })
  void honestSpellingsStay(String clean) {
    assertThat(repair.normalize(clean)).isEqualTo(clean);
  }

  @Test
  void tenThousandCleanSentencesStay() {
    for (String text : List.of(Prose.english(700_000, 0), Prose.japanese(200_000, 0))) {
      assertThat(repair.normalize(text)).isEqualTo(text);
    }
  }
}
