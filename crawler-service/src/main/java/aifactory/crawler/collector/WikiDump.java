package aifactory.crawler.collector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// A MediaWiki dump (`pages-articles`), read as a stream: plain, gzip or bzip2, the latter also in
/// many streams one after the other. One use each.
final class WikiDump {
  private static final String ARTICLES = "0";
  private static final String WIKITEXT = "wikitext";

  private String base;
  private String language;
  private long pages;
  private long skipped;

  /// @param wiki language code of the Wikipedia, where the dump itself may not say; may be empty
  WikiDump(String wiki) {
    this.language = wiki;
    this.base = wiki.isEmpty() ? "" : "https://" + wiki + ".wikipedia.org/wiki/";
  }

  /// One article.
  ///
  /// @param number place of its page in the dump, from 1
  /// @param base start of page addresses, such as `https://en.wikipedia.org/wiki/`
  record Article(long number, String title, String base, String language, String wikitext) {}

  /// How a dump ended.
  ///
  /// @param pages all there were
  /// @param skipped redirects, other namespaces, other content models
  /// @param broken what was wrong where it broke off
  record End(long pages, long skipped, Optional<String> broken) {}

  /// What is kept of a page while it is read.
  private static final class Page {
    private String title = "";
    private String namespace = "";
    private String model = WIKITEXT;
    private String text = "";
    private boolean redirect;

    boolean isArticle() {
      return namespace.equals(ARTICLES)
          && model.equals(WIKITEXT)
          && !redirect
          && !text.isBlank()
          && !isRedirect(text);
    }

    private static boolean isRedirect(String text) {
      String start = text.stripLeading();
      String head = start.substring(0, Math.min(20, start.length())).toLowerCase(Locale.ROOT);
      return head.startsWith("#redirect") || head.startsWith("#転送");
    }
  }

  /// Hands over every article.
  End read(InputStream file, Consumer<Article> articles) throws IOException {
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_COALESCING, true);
      XMLStreamReader reader = factory.createXMLStreamReader(plain(file));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          element(reader, articles);
        }
      }
      return new End(pages, skipped, Optional.empty());
    } catch (XMLStreamException e) {
      return new End(pages, skipped, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static InputStream plain(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file, 1 << 16);
    in.mark(4);
    byte[] head = in.readNBytes(3);
    in.reset();
    if (head.length == 3 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h') {
      return new BZip2CompressorInputStream(in, true);
    }
    boolean gzip = head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void element(XMLStreamReader reader, Consumer<Article> articles)
      throws XMLStreamException {
    switch (reader.getLocalName()) {
      case "mediawiki" -> {
        String said = reader.getAttributeValue("http://www.w3.org/XML/1998/namespace", "lang");
        language = said == null ? language : said;
      }
      case "base" -> {
        String home = reader.getElementText();
        base = home.substring(0, home.lastIndexOf('/') + 1);
      }
      case "page" -> {
        Page page = page(reader);
        pages++;
        if (page.isArticle()) {
          articles.accept(new Article(pages, page.title, base, language, page.text));
        } else {
          skipped++;
        }
      }
      default -> {}
    }
  }

  private static Page page(XMLStreamReader reader) throws XMLStreamException {
    Page page = new Page();
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("page")) {
        return page;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (reader.getLocalName()) {
          case "title" -> page.title = reader.getElementText();
          case "ns" -> page.namespace = reader.getElementText().strip();
          case "redirect" -> page.redirect = true;
          case "model" -> page.model = reader.getElementText().strip();
          case "text" -> page.text = reader.getElementText();
          default -> {}
        }
      }
    }
  }
}
