package aifactory.preprocess.extract;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The text of a PDF's pages, its lines joined to paragraphs; title, author and date of its
/// properties. A locked or damaged file has no text.
final class PdfExtractor implements TextExtractor {
  private static final Logger LOG = LoggerFactory.getLogger(PdfExtractor.class);
  private static final int MAX_PAGES = 2_000;

  @Override
  public Extracted extract(Content content) {
    try (PDDocument document = Loader.loadPDF(content.body())) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setEndPage(MAX_PAGES);
      stripper.setLineSeparator("\n");
      stripper.setParagraphEnd("\n\n");
      stripper.setPageEnd("\n");
      PDDocumentInformation about = document.getDocumentInformation();
      return new Extracted(
          about.getTitle() == null ? "" : about.getTitle().strip(),
          PrintedLines.joined(stripper.getText(document)),
          new Extracted.Claims(null, null, about.getAuthor(), day(about.getCreationDate()), null));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The library's answer to whatever bytes call themselves a PDF: there is no text in them.
      LOG.debug("no readable PDF url={}", content.url(), e);
      return Extracted.of("", "");
    }
  }

  private static @Nullable String day(@Nullable Calendar date) {
    return date == null
        ? null
        : date.toInstant()
            .atZone(date.getTimeZone().toZoneId())
            .toLocalDate()
            .format(DateTimeFormatter.ISO_LOCAL_DATE);
  }
}
