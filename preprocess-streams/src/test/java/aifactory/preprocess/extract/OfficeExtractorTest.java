package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.normalize.NormalizerCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OfficeExtractorTest {
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String EPUB = "application/epub+zip";
  private static final String WORD =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

  @Test
  void aWordDocumentGivesParagraphsItemsAndRowsWithoutWhatWasDeleted() throws IOException {
    String document =
        WORD
            + "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>"
            + "<w:r><w:t>The harbour</w:t></w:r></w:p>"
            + "<w:p><w:r><w:t xml:space=\"preserve\">Boats </w:t></w:r>"
            + "<w:del><w:r><w:delText>never </w:delText><w:t>gone</w:t></w:r></w:del>"
            + "<w:r><w:t>come &amp; go.</w:t><w:br/><w:t>Daily.</w:t></w:r>"
            + "<w:r><w:instrText>PAGEREF _Toc</w:instrText></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>ropes</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>sails</w:t></w:r></w:p>"
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>pier</w:t></w:r></w:p></w:tc>"
            + "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>みなと</w:t></w:r></w:rt>"
            + "<w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby><w:t>です。</w:t></w:r></w:p>"
            + "</w:body></w:document>";
    String core =
        "<cp:coreProperties xmlns:dc=\"x\"><dc:title>Harbours</dc:title>"
            + "<dc:creator>A. Keeper</dc:creator><dc:language>en-GB</dc:language>"
            + "<dcterms:created>2024-05-06T07:08:09Z</dcterms:created></cp:coreProperties>";

    Extracted found =
        extracted(DOCX, zip(Map.of("word/document.xml", document, "docProps/core.xml", core)));

    assertThat(found.title()).isEqualTo("Harbours");
    assertThat(found.claims().author()).isEqualTo("A. Keeper");
    assertThat(found.claims().published()).isEqualTo("2024-05-06T07:08:09Z");
    assertThat(found.claims().language()).isEqualTo("en-GB");
    assertThat(found.text())
        .isEqualTo("The harbour\n\nBoats come & go.\nDaily.\n\nropes\nsails\n\npier | 7\n\n港です。");
  }

  @Test
  void aBookGivesItsChaptersInTheOrderOfItsSpine() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("mimetype", EPUB);
    files.put(
        "META-INF/container.xml",
        "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>");
    files.put(
        "OEBPS/book.opf",
        "<package><metadata><dc:title>二つの章</dc:title><dc:creator>作者</dc:creator>"
            + "<dc:language>ja</dc:language></metadata><manifest>"
            + "<item id=\"n\" href=\"nav.xhtml\" properties=\"nav\"/>"
            + "<item id=\"two\" href=\"text/2.xhtml\"/><item id=\"one\" href=\"text/1%20a.xhtml\"/>"
            + "</manifest><spine><itemref idref=\"n\"/><itemref idref=\"one\"/>"
            + "<itemref idref=\"two\"/><itemref idref=\"lost\"/></spine></package>");
    files.put("OEBPS/nav.xhtml", "<html><body><p>目次</p></body></html>");
    files.put("OEBPS/text/2.xhtml", "<html><body><p>第二章。</p></body></html>");
    files.put(
        "OEBPS/text/1 a.xhtml",
        "<html><head><title>t</title></head><body><h1>一</h1><p><ruby>港<rt>みなと</rt></ruby>。</p></body></html>");

    Extracted found = extracted(EPUB, zip(files));

    assertThat(found.title()).isEqualTo("二つの章");
    assertThat(found.claims().author()).isEqualTo("作者");
    assertThat(found.claims().language()).isEqualTo("ja");
    assertThat(found.text()).isEqualTo("一\n\n港。\n\n第二章。");
  }

  @Test
  void markdownLosesItsMarksAndKeepsItsCode() {
    String source =
        """
        ---
        title: "Ropes and knots"
        layout: page
        ---
        # Knots

        A *bowline* holds; see [the list](http://example.org/list).

        - ropes
        - sails

        | knot | turns |
        |---|---|
        | bowline | 1 |

        ```sh
        tie --twice
          pull
        ```
        """;

    Extracted found = extracted("text/markdown", source.getBytes(StandardCharsets.UTF_8));

    assertThat(found.title()).isEqualTo("Ropes and knots");
    assertThat(NormalizerCatalogue.normalize(found.text()))
        .isEqualTo(
            "Knots\n\nA bowline holds; see the list.\n\nropes\nsails\n\nknot | turns\nbowline | 1\n\n"
                + "tie --twice\n  pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCX, EPUB})
  void damagedAndEmptyFilesGiveWhatTextThereIs(String type) throws IOException {
    byte[] whole = zip(Map.of("word/document.xml", WORD + "<w:p><w:r><w:t>cut"));

    assertThat(extracted(type, new byte[0]).text()).isEmpty();
    assertThat(extracted(type, "no zip".getBytes(StandardCharsets.UTF_8)).text()).isEmpty();
    assertThat(extracted(type, Arrays.copyOf(whole, whole.length / 2)).text()).isNotNull();
    assertThat(extracted(type, whole).text()).isIn("cut", "");
  }

  @Test
  void aBombGivesNoMoreThanTheBound() throws IOException {
    String bomb = WORD + "<w:p><w:r><w:t>" + "a".repeat(2 * Archive.MAX_BYTES);

    assertThat(extracted(DOCX, zip(Map.of("word/document.xml", bomb))).text())
        .hasSizeBetween(1_000_000, Archive.MAX_BYTES);
  }

  @Test
  void whatLiesThousandsDeepStopsNobody() throws IOException {
    String quotes = "> ".repeat(20_000) + "deep";
    String tables = WORD + "<w:tbl><w:tr><w:tc>".repeat(20_000) + "<w:p><w:r><w:t>deep";

    assertThat(extracted("text/markdown", quotes.getBytes(StandardCharsets.UTF_8)).text())
        .contains("deep");
    assertThat(extracted(DOCX, zip(Map.of("word/document.xml", tables))).text()).contains("deep");
  }

  private static Extracted extracted(String type, byte[] body) {
    Extraction extraction = Extraction.of(new Content("", type, body));
    assertThat(extraction).isInstanceOf(Extraction.Found.class);
    return ((Extraction.Found) extraction).extracted();
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
