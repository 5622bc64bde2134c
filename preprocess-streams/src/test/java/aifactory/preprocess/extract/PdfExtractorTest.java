package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

final class PdfExtractorTest {
  @Test
  void aPageGivesItsParagraphsAndItsProperties() throws IOException {
    try (PDDocument document =
        document(
            List.of(
                "The night train left the har-", "bour before winter.", "", "Nobody saw it."))) {
      document.getDocumentInformation().setTitle("Trains");
      document.getDocumentInformation().setAuthor("A. Keeper");

      Extracted found = extracted(bytes(document));

      assertThat(found.title()).isEqualTo("Trains");
      assertThat(found.claims().author()).isEqualTo("A. Keeper");
      assertThat(found.text())
          .isEqualTo("The night train left the harbour before winter.\n\nNobody saw it.");
    }
  }

  @Test
  void lockedDamagedAndFalsePdfsHaveNoText() throws IOException {
    byte[] whole;
    byte[] locked;
    try (PDDocument document = document(List.of("A secret."))) {
      whole = bytes(document);
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      locked = bytes(document);
    }

    assertThat(extracted(locked).text()).isEmpty();
    assertThat(extracted(new byte[0]).text()).isEmpty();
    assertThat(extracted("%PDF-1.7 no more".getBytes(StandardCharsets.UTF_8)).text()).isEmpty();
    assertThat(extracted(Arrays.copyOf(whole, whole.length / 2)).text()).isNotNull();
  }

  @Test
  void japaneseLinesMeetWithoutASpace() {
    assertThat(PrintedLines.joined("港の管理人は橋を\n眺めていた。\n\nEnglish and\n日本語"))
        .isEqualTo("港の管理人は橋を眺めていた。\n\nEnglish and 日本語");
    assertThat(PrintedLines.joined("well-\nKnown and 1990-\n2000"))
        .isEqualTo("well- Known and 1990- 2000");
  }

  private static PDDocument document(List<String> lines) throws IOException {
    PDDocument document = new PDDocument();
    PDPage page = new PDPage();
    document.addPage(page);
    try (PDPageContentStream out = new PDPageContentStream(document, page)) {
      out.beginText();
      out.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
      out.setLeading(14);
      out.newLineAtOffset(72, 700);
      for (String line : lines) {
        out.showText(line);
        out.newLine();
      }
      out.endText();
    }
    return document;
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  private static Extracted extracted(byte[] body) {
    Extraction extraction = Extraction.of(new Content("", "application/pdf", body));
    assertThat(extraction).isInstanceOf(Extraction.Found.class);
    return ((Extraction.Found) extraction).extracted();
  }
}
