package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HtmlExtractorTest {
  private static final String PROSE = Prose.english(400, 0);

  @Test
  void whatSurroundsTheTextIsLeftOut() {
    String text =
        text(
            """
            <html><head><title>T</title><style>x{}</style></head><body>
            <div class="cookie-banner">We value your privacy. Accept all cookies?</div>
            <nav><ul><li><a href=1>Products</a><li><a href=2>Pricing</a></ul></nav>
            <div id="sidebar"><p>Trending now in the sidebar</p></div>
            <h1>Heading</h1><p>%s</p>
            <ul><li><a href=a>Other page one</a></li><li><a href=b>Other page two</a></li></ul>
            <script>var tracked = true;</script>
            <footer>Copyright notice</footer></body></html>
            """
                .formatted(PROSE));

    assertThat(text).startsWith("Heading\n\n").contains(PROSE.substring(0, 60));
    assertThat(text)
        .doesNotContain("privacy", "Products", "Trending", "tracked", "Copyright", "Other page");
  }

  @Test
  void headingsListsTablesAndPreformattedLinesKeepTheirShape() {
    String text =
        text(
            """
            <body><p>%s</p><h2>Methods</h2>
            <table><tr><th>Modifier</th><th>Description</th></tr>
            <tr><td><code>int</code></td><td>Returns the size.</td></tr></table>
            <ul><li>first thing</li><li>second thing</li></ul>
            <pre>int a = 1;
              if (a) {
            }</pre></body>
            """
                .formatted(PROSE));

    assertThat(text)
        .contains("Methods\n\nModifier | Description\nint | Returns the size.")
        .contains("first thing\nsecond thing")
        .contains("int a = 1;\n  if (a) {\n}");
  }

  @Test
  void aGeneratedApiPageYieldsItsDescriptions() {
    String text =
        text(
            """
            <body><header role=banner><nav class=top-nav><a href=x>Overview</a><a href=y>Package</a></nav></header>
            <main role=main><h1 class=title>Class Harbour</h1>
            <div class=inheritance><a href=o>java.lang.Object</a></div>
            <section class=class-description><div class=block>%s</div></section>
            <section class=method-summary><h2>Method Summary</h2><table>
            <tr><td><code><a href=#m>moor(Boat)</a></code></td><td>Ties a boat to the next free ring of the quay.</td></tr>
            <tr><td><code><a href=#n>leave()</a></code></td><td>Lets go of every rope in the right order.</td></tr></table></section>
            <section class=detail><h3>moor</h3><div class=block>Ties a boat to the next free ring of the quay, and waits for the tide if there is none.</div>
            <dl><dt>Parameters:</dt><dd><code>boat</code> - the boat to tie, never null</dd><dt>Returns:</dt><dd>the ring</dd></dl></section></main></body>
            """
                .formatted(PROSE));

    assertThat(text)
        .contains(
            "Class Harbour", "moor(Boat) | Ties a boat", "Parameters:", "boat - the boat to tie")
        .contains("waits for the tide")
        .doesNotContain("Overview");
  }

  @Test
  void rubyReadingsAreLeftOut() {
    String page =
        "<p><ruby>吾輩<rp>（</rp><rt>わがはい</rt><rp>）</rp></ruby>は猫である。"
            + Prose.japanese(200, 0)
            + "</p>";

    assertThat(text(page)).startsWith("吾輩は猫である。").doesNotContain("わがはい", "（");
  }

  @Test
  void metadataNamesTitleLanguageAndLicence() {
    Extracted extracted =
        extracted(
            "<html lang=ja-JP><head><title> A  title </title></head><body><p>"
                + PROSE
                + "</p><a rel=license href=https://creativecommons.org/licenses/by-sa/4.0/>CC</a>");

    assertThat(extracted.title()).isEqualTo("A title");
    assertThat(extracted.claims().language()).isEqualTo("ja-jp");
    assertThat(extracted.claims().licence()).isEqualTo("cc-by-sa-4.0");
  }

  @Test
  void shiftJisDeclaredOnlyInTheHeaderIsRead() {
    String japanese = Prose.japanese(300, 0);
    Content content =
        new Content(
            "",
            "text/html; charset=Shift_JIS",
            ("<p>" + japanese + "</p>").getBytes(Charset.forName("windows-31j")));

    assertThat(new HtmlExtractor().extract(content).text()).contains(japanese.substring(0, 20));
  }

  static Stream<String> malformed() {
    Random random = new Random(5);
    byte[] noise = new byte[20_000];
    random.nextBytes(noise);
    return Stream.of(
        "",
        "<",
        "<html><body><div><p>unclosed <b>bold <i>both</b> wrong</i>",
        "<table><tr><td>cell outside<tr></table></td></p></div>",
        "<p>\u0000nul</p><!-- never closed",
        "<div>".repeat(20_000) + "deep",
        "<pre><pre></pre><tr></tr><td>x",
        new String(noise, StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedPagesYieldTextAndNeverAnException(String page) {
    assertThat(text(page)).isNotNull();
  }

  @Test
  void aHundredThousandLevelsAreReadAndAPageOfScriptsHasNoText() {
    assertThat(text("<div>".repeat(100_000) + PROSE)).contains(PROSE.substring(0, 60));
    assertThat(text("<html><body><div id=root></div><script>render('" + PROSE + "')</script>"))
        .isEmpty();
  }

  @Test
  void commentsAndTeasersUnderAnArticleAreLeftOutButAForumKeepsItsPosts() {
    String long1 = Prose.english(1500, 0).replace("\n\n", "</p><p>");
    String post = "<div class=comment><p>" + Prose.english(300, 90) + "</p></div>";

    assertThat(
            text(
                "<body><div id=page><div class=story><p>"
                    + long1
                    + "</p></div><div id=comments>"
                    + post
                    + "</div><div class=teasers><p>Another story that you might like to read today,"
                    + " about something else.</p></div></div>"))
        .contains("harbour master")
        .doesNotContain("in the year 1890", "Another story");
    assertThat(text("<body><h1>Thread</h1><div id=comments>" + post + post + "</div>"))
        .contains("in the year 1890");
  }

  @Test
  void aSectionNamedLikeItsHeadingStays() {
    assertThat(
            text(
                "<body><section id=sharing-with-other-people><h2>Sharing<a class=headerlink"
                    + " href=#x>¶</a></h2><p>"
                    + PROSE
                    + "</p></section><section id=more-of-it><p>"
                    + PROSE
                    + "</p></section></body>"))
        .contains("Sharing")
        .doesNotContain("¶");
  }

  @Test
  void bytesThatAreNoTextAreMeasured() {
    byte[] image = new byte[3000];
    new Random(1).nextBytes(image);

    assertThat(new Content("", "text/html", image).controlByteShare()).isGreaterThan(0.05);
    assertThat(
            new Content("", "text/html", PROSE.getBytes(StandardCharsets.UTF_8)).controlByteShare())
        .isZero();
    assertThat(
            new Content(
                    "", "text/html; charset=utf-16le", PROSE.getBytes(StandardCharsets.UTF_16LE))
                .controlByteShare())
        .isZero();
  }

  @Test
  void theCatalogueKnowsTypesAndSniffsWhenTheTypeSaysNothing() {
    byte[] page = "<!DOCTYPE html><p>x".getBytes(StandardCharsets.UTF_8);

    assertThat(ExtractorCatalogue.of(new Content("", "TEXT/HTML; charset=x", page)))
        .containsInstanceOf(HtmlExtractor.class);
    assertThat(ExtractorCatalogue.of(new Content("", "application/octet-stream", page)))
        .containsInstanceOf(HtmlExtractor.class);
    assertThat(ExtractorCatalogue.of(new Content("", "", new byte[] {'a'})))
        .containsInstanceOf(PlainTextExtractor.class);
    assertThat(ExtractorCatalogue.of(new Content("", "image/png", page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyExtractor")
  void everyExtractorSurvivesNoise(TextExtractor extractor) {
    byte[] noise = new byte[50_000];
    new Random(9).nextBytes(noise);

    assertThat(extractor.extract(new Content("", "text/plain", noise)).text()).isNotNull();
    assertThat(extractor.extract(new Content("", "", new byte[0])).text()).isEmpty();
  }

  static Stream<TextExtractor> everyExtractor() {
    return ExtractorCatalogue.byMediaType().values().stream().distinct();
  }

  private static String text(String page) {
    return NormalizerCatalogue.normalize(extracted(page).text());
  }

  private static Extracted extracted(String page) {
    return new HtmlExtractor()
        .extract(
            new Content(
                "https://example.org/", "text/html", page.getBytes(StandardCharsets.UTF_8)));
  }
}
