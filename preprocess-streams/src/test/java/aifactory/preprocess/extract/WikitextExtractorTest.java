package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.extract.wiki.Wikitext;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WikitextExtractorTest {
  @Test
  void nestedTemplatesGoAndThoseThatDressWordsKeepThem() {
    assertThat(
            Wikitext.toPlain(
                "{{Infobox|a={{x|{{y}}}}|b=[[c|d]]}}'''Quay''' ({{lang-ja|埠頭|futō}}{{efn|n}}) is"
                    + " {{convert|5|km|mi}} long."))
        .isEqualTo("Quay (埠頭) is 5 km long.");
    assertThat(
            Wikitext.toPlain(
                "Quay ({{IPAc-en|k|iː}}; {{audio|x.ogg}}) is {{nowrap|a {{lang|fr|port}}}}."))
        .isEqualTo("Quay is a port.");
    assertThat(Wikitext.toPlain("{{仮リンク|灯台守|en|Lighthouse keeper}}と{{ruby|埠頭|ふとう}}"))
        .isEqualTo("灯台守と埠頭");
  }

  @Test
  void textAfterABarSurvivesWhereverItStands() {
    assertThat(Wikitext.toPlain("a | b is kept and [[x|y|z]] too"))
        .isEqualTo("a | b is kept and y|z too");
  }

  @Test
  void tablesBecomeRows() {
    assertThat(
            Wikitext.toPlain(
                """
                {| class="wikitable" style="width:50%"
                |+ Tides
                ! Port !! style="color:red" | Metres
                |-
                | [[Brest, France|Brest]] || align=right | 7.5
                |-
                | rowspan="2" | Bergen
                | 1.5<ref name="a">Tables {{cite|x}}</ref>
                |}
                After.\
                """))
        .isEqualTo("Tides\nPort | Metres\nBrest | 7.5\nBergen | 1.5\n\nAfter.");
  }

  @Test
  void referencesPicturesCategoriesAndCommentsGo() {
    assertThat(
            Wikitext.toPlain(
                "A<ref name=x /> tide<ref>{{cite web|url=http://a|title=b}}</ref>.<!-- c -->\n"
                    + "[[File:A.jpg|thumb|Some [[linked]] caption]]\n"
                    + "[[Category:Tides]]\n"
                    + "[[de:Gezeiten]]\n"
                    + "[[:Category:Tides]]\n"
                    + "<gallery>\n"
                    + "B.jpg|x\n"
                    + "</gallery>B"))
        .isEqualTo("A tide.\n\n\n\nCategory:Tides\nB");
  }

  @Test
  void headingsListsFormulasAndLiteralPartsStay() {
    assertThat(
            Wikitext.toPlain(
                "== Work ==\n"
                    + "* one\n"
                    + "** two ''it''\n"
                    + "# '''''three'''''\n"
                    + "== Empty ==\n"
                    + "=== Also empty ===\n"
                    + "== Code ==\n"
                    + "<syntaxhighlight lang=c>\n"
                    + "if (a[[0]]) {{x}}\n"
                    + "</syntaxhighlight>\n"
                    + "<nowiki>'''not bold'''</nowiki> <math>a^2</math> H<sub>2</sub>O &amp;"
                    + " __NOTOC__[https://example.org a site]"))
        .isEqualTo(
            "Work\n\n"
                + "one\n"
                + "two it\n"
                + "three\n\n"
                + "Code\n\n\n"
                + "if (a[[0]]) {{x}}\n\n"
                + "'''not bold''' $a^2$ H2O & a site");
  }

  @Test
  void aRedirectHasNoText() {
    assertThat(Wikitext.toPlain("#REDIRECT [[Tide]]")).isEmpty();
    assertThat(Wikitext.toPlain("#転送 [[潮汐]]")).isEmpty();
  }

  @Test
  void theNameIsTheFirstBold() {
    assertThat(Wikitext.name("{{x}}\n'''High [[tide]]''' is '''bold'''.")).isEqualTo("High tide");
  }

  @Test
  void whatNeverClosesIsTextAndNothingOverflows() {
    assertThat(Wikitext.toPlain("{{open [[link text")).isEqualTo("{{open [[link text");
    assertThat(Wikitext.toPlain("{{{{{{{{a}}}}}}}} b")).endsWith("b");
    for (String unit :
        List.of(
            "{{",
            "[[",
            "{|\n",
            "<ref>",
            "<!--",
            "'''",
            "{{{",
            "|-\n",
            "=\n",
            "}}",
            "<nowiki>",
            "{{a|")) {
      assertThat(Wikitext.toPlain(unit.repeat(50_000))).isNotNull();
    }
  }
}
