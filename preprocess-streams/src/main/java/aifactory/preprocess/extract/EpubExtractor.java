package aifactory.preprocess.extract;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// An electronic book: its chapters in the order of its spine, title, author, language and date as
/// its package says them. Readings over characters and the table of contents go.
final class EpubExtractor implements TextExtractor {
  private static final String CONTAINER = "META-INF/container.xml";
  private static final String NEVER_TEXT = "script, style, head, nav, svg, rt, rp";

  @Override
  public Extracted extract(Content content) {
    Archive archive = new Archive(content.body());
    Element rootFile = xml(archive.text(CONTAINER)).selectFirst("rootfile[full-path]");
    String packagePath = rootFile == null ? "" : rootFile.attr("full-path");
    Document book = xml(archive.text(packagePath));
    List<TextBlock> blocks = new ArrayList<>();
    for (String chapter : chapters(book, packagePath)) {
      Document parsed = Jsoup.parse(archive.text(chapter));
      parsed.select(NEVER_TEXT).remove();
      blocks.addAll(new BlockWriter().blocks(parsed.body()));
    }
    String title = text(book, "dc|title");
    return new Extracted(title == null ? "" : title, MainContent.join(blocks), claims(book));
  }

  private static Extracted.Claims claims(Document book) {
    return new Extracted.Claims(
        text(book, "dc|language"), null, text(book, "dc|creator"), text(book, "dc|date"), null);
  }

  /// Paths of the chapters in the archive.
  private static List<String> chapters(Document book, String packagePath) {
    Map<String, String> files = new HashMap<>();
    for (Element item : book.select("manifest > item")) {
      if (!item.attr("properties").contains("nav")) {
        files.put(item.id(), item.attr("href"));
      }
    }
    List<String> chapters = new ArrayList<>();
    for (Element reference : book.select("spine > itemref")) {
      String href = files.get(reference.attr("idref"));
      if (href != null) {
        chapters.add(resolved(packagePath, href));
      }
    }
    return chapters;
  }

  /// `OEBPS/content.opf` and `text/1.xhtml` → `OEBPS/text/1.xhtml`.
  private static String resolved(String packagePath, String href) {
    try {
      String path = URI.create("book:///" + packagePath).resolve(href).getPath();
      return path == null ? href : path.replaceFirst("^/+", "");
    } catch (IllegalArgumentException e) {
      return href; // with characters that no URI has: as written
    }
  }

  private static Document xml(String text) {
    return Jsoup.parse(text, "", Parser.xmlParser());
  }

  private static @Nullable String text(Document xml, String query) {
    Element found = xml.selectFirst(query);
    return found == null || found.text().isBlank() ? null : found.text().strip();
  }
}
