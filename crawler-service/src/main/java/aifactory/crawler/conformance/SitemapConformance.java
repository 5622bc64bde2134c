package aifactory.crawler.conformance;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.sitemap.Sitemap;
import aifactory.crawler.sitemap.SitemapReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Sitemap files: the addresses that the crawler reads must be those that a strict XML parser finds
/// in `url/loc` and `sitemap/loc` (feeds: `link`), or the lines of a text.
public final class SitemapConformance {
  private static final Set<String> ENTRIES = Set.of("url", "sitemap", "item", "entry");

  private SitemapConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    for (Path file : CaseLines.files(folder, "")) {
      String name = folder.relativize(file).toString();
      if (name.matches(".*(sitemaps|rss)/.*\\.(xml|gz|txt|rss)")) {
        lines.line(name, difference(Files.readAllBytes(file)));
      }
    }
  }

  private static Optional<String> difference(byte[] body) throws IOException {
    Set<String> expected = new LinkedHashSet<>();
    for (String location : expected(body)) {
      expected.add(WebUrl.parse(location).map(WebUrl::href).orElse(location));
    }
    Optional<Sitemap> sitemap = SitemapReader.read(body, "", "");
    Set<String> actual = new LinkedHashSet<>();
    sitemap.ifPresent(found ->
        Stream.concat(found.urls().stream(), found.sitemaps().stream())
            .forEach(listed -> actual.add(listed.url().href())));
    boolean feed = sitemap.filter(found -> found.kind() == Sitemap.Kind.FEED).isPresent();
    // an entry may have several links; one of them is its page
    boolean same =
        feed ? !actual.isEmpty() && expected.containsAll(actual) : actual.equals(expected);
    return same
        ? Optional.empty()
        : Optional.of("%d addresses, expected %d".formatted(actual.size(), expected.size()));
  }

  private static List<String> expected(byte[] body) throws IOException {
    boolean packed = body[0] == 0x1F && body[1] == (byte) 0x8B;
    byte[] plain = body;
    if (packed) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        plain = in.readAllBytes();
      }
    }
    String text = new String(plain, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
    if (!text.startsWith("<")) {
      return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
    try {
      return locations(text);
    } catch (XMLStreamException e) {
      throw new IOException("no well-formed XML to compare with", e);
    }
  }

  private static List<String> locations(String text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new java.io.StringReader(text));
    Deque<String> path = new ArrayDeque<>();
    List<String> found = new ArrayList<>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String parent = path.isEmpty() ? "" : path.peek();
          String name = reader.getLocalName();
          path.push(name);
          String href = reader.getAttributeValue(null, "href");
          if (ENTRIES.contains(parent) && name.equals("link") && href != null) {
            String rel = reader.getAttributeValue(null, "rel");
            if (rel == null || rel.equals("alternate")) {
              found.add(href);
            }
          } else if (ENTRIES.contains(parent) && (name.equals("loc") || name.equals("link"))) {
            found.add(reader.getElementText().strip());
            path.pop();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> path.pop();
        default -> {}
      }
    }
    return found;
  }
}
