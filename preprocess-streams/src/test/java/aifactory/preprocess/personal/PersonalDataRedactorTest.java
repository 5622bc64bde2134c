package aifactory.preprocess.personal;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import aifactory.preprocess.personal.PersonalDatum.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDataRedactorTest {
  private static final int PER_KIND = 400;
  private static final double MIN_PRECISION = 0.98;
  private static final double MIN_RECALL = 0.9;

  private final PersonalDataRedactor redactor = new PersonalDataRedactor();

  @Test
  void everyKindIsFoundWithFewMistakesInALabelledSet() {
    LabelledText labelled = new LabelledText(new Random(11));
    int[][] hits = new int[Kind.values().length][3]; // right, found, labelled
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < PER_KIND; i++) {
        count(labelled.positive(kind), hits);
        count(labelled.negative(), hits);
      }
    }
    for (Kind kind : Kind.values()) {
      int[] counted = hits[kind.ordinal()];
      assertThat((double) counted[0] / counted[1])
          .as("precision of %s", kind)
          .isGreaterThanOrEqualTo(MIN_PRECISION);
      assertThat((double) counted[0] / counted[2])
          .as("recall of %s", kind)
          .isGreaterThanOrEqualTo(MIN_RECALL);
    }
  }

  private void count(LabelledText.Line line, int[][] hits) {
    List<PersonalDatum> found = redactor.redact(line.text()).found();
    found.forEach(datum -> hits[datum.kind().ordinal()][1]++);
    line.label()
        .ifPresent(label -> {
          hits[label.kind().ordinal()][2]++;
          hits[label.kind().ordinal()][0] += found.contains(label) ? 1 : 0;
        });
  }

  @Test
  void noNumberOfATableOfFiguresIsTouched() {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(
          "item %d | %d | 0%d-%d | %016d | %,d"
              .formatted(
                  i,
                  random.nextInt(1_000_000_000),
                  random.nextInt(99),
                  random.nextInt(9999),
                  4_000_000_000_000_000L + random.nextLong(999_999_999_999_999L),
                  random.nextInt()));
      rows.add(
          "%d\t%d\t%012d"
              .formatted(random.nextInt(), random.nextInt(), random.nextLong(1_000_000_000_000L)));
    }
    String table = String.join("\n", rows);

    assertThat(redactor.redact(table).text()).isEqualTo(table);
  }

  @Test
  void honestProseIsLeftAlone() {
    assertThat(redactor.redact(Prose.english(50_000, 0)).found()).isEmpty();
    assertThat(redactor.redact(Prose.japanese(50_000, 0)).found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call 03-1234-5678 now=call [PHONE] now",
        "電話：０３－１２３４－５６７８。=電話：[PHONE]。",
        "(03)1234-5678=[PHONE]",
        "フリーダイヤル0120-444-444まで=フリーダイヤル[PHONE]まで",
        "mobile 09012345678.=mobile [PHONE].",
        "+81 90-1234-5678=[PHONE]",
        "ring (212) 555-0142 or +44 20 7946 0958=ring [PHONE] or [PHONE]",
        "Tel. 0664 123456=Tel. [PHONE]",
        "write to Taro.Yamada+news@mail.example.co.jp.=write to [EMAIL].",
        "連絡先ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐまで=連絡先[EMAIL]まで",
        "from 203.0.113.77:443 and 2001:db8::8a2e:370:7334=from [IP]:443 and [IP]",
        "paid with 4111 1111 1111 1111=paid with [CARD]",
        "マイナンバーは1234-5678-9018です=マイナンバーは[MY_NUMBER]です",
        "server 203.0.113.22:8080 answers=server [IP]:8080 answers",
        "9.8.7.1 Overview=9.8.7.1 Overview",
        "お電話（０３－１２３４－５６７８）で=お電話（[PHONE]）で",
        "git clone git@host.example.org:a/b=git clone git@host.example.org:a/b",
        "version 10.2.3.4 of 2024-01-15=version 10.2.3.4 of 2024-01-15",
        "paid with 4111 1111 1111 1112=paid with 4111 1111 1111 1112",
        "個人番号 1234-5678-9017=個人番号 1234-5678-9017",
        "ISBN 978-4-10-101001-2=ISBN 978-4-10-101001-2",
        "from 127.0.0.1 std::vector a::b 12:34:56=from 127.0.0.1 std::vector a::b 12:34:56",
        "売上は 123456789018 円=売上は 123456789018 円",
        "api_key = \"YOUR_API_KEY_GOES_HERE\"=api_key = \"YOUR_API_KEY_GOES_HERE\""
      })
  void goldenCases(String pair) {
    int cut = pair.startsWith("api_key") ? pair.length() / 2 : pair.indexOf('=');
    assertThat(redactor.redact(pair.substring(0, cut)).text()).isEqualTo(pair.substring(cut + 1));
  }

  @Test
  void hostileTextTakesNoLongerThanItsLength() {
    for (String unit :
        List.of("0", "0-", "1 ", "@", "a@b.", "1.", ":", "a:", "(0", "-----BEGIN ", "token ")) {
      assertThat(redactor.redact(unit.repeat(100_000)).text()).isNotNull();
    }
  }
}
