package aifactory.preprocess.extract;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// A Word document: paragraphs, list items and table rows of `word/document.xml`, title and author
/// of `docProps/core.xml`. Deleted text, field codes, readings and second forms of drawings go.
final class DocxExtractor implements TextExtractor {
  @Override
  public Extracted extract(Content content) {
    Archive archive = new Archive(content.body());
    Document body = xml(archive.text("word/document.xml"));
    Document core = xml(archive.text("docProps/core.xml"));
    String title = text(core, "dc|title");
    Extracted.Claims claims =
        new Extracted.Claims(
            text(core, "dc|language"),
            null,
            text(core, "dc|creator"),
            text(core, "dcterms|created"),
            null);
    return new Extracted(
        title == null ? "" : title, MainContent.join(new DocxBlocks().of(body)), claims);
  }

  private static Document xml(String text) {
    return Jsoup.parse(text, "", Parser.xmlParser());
  }

  private static @Nullable String text(Document xml, String query) {
    Element found = xml.selectFirst(query);
    return found == null || found.text().isBlank() ? null : found.text().strip();
  }
}
