package aifactory.crawler.feed;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.markup.XmlTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Reads a feed from bytes. Whatever has a feed's root element or version is one, however broken.
public final class FeedReader {
  private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel");
  private static final Set<String> ENTRIES = Set.of("item", "entry");

  private FeedReader() {}

  /// @param url where the feed was found, for its relative links; may be empty
  /// @return empty when it is no feed
  public static Optional<Feed> read(byte[] body, String contentType, String url) {
    Optional<WebUrl> place = WebUrl.parse(url);
    if (looksLikeJson(body, contentType)) {
      return JsonFeedReader.read(body, place);
    }
    Document document = XmlTree.parse(body, withoutHtml(contentType));
    return document.stream()
        .filter(element -> ROOTS.contains(XmlTree.name(element)))
        .findFirst()
        .map(root -> feed(root, place));
  }

  /// Feeds are often served as pages; what a page says of itself in `<meta>` is not about the feed.
  private static String withoutHtml(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).contains("html")
        ? contentType.replaceAll("(?i)text/html|application/xhtml\\+xml", "text/xml")
        : contentType.isEmpty() ? "text/xml" : contentType;
  }

  private static boolean looksLikeJson(byte[] body, String contentType) {
    if (contentType.toLowerCase(Locale.ROOT).contains("json")) {
      return true;
    }
    for (byte value : body) {
      if (value > ' ') {
        return value == '{';
      }
    }
    return false;
  }

  private static Feed feed(Element root, Optional<WebUrl> place) {
    Element channel =
        XmlTree.name(root).equals("feed") ? root : XmlTree.find(root, "channel").orElse(root);
    FeedElement head = new FeedElement(channel, place);
    Optional<String> link = head.link();
    Optional<WebUrl> base = place.isPresent() ? place : link.flatMap(WebUrl::parse);
    List<Feed.Entry> entries =
        root.stream()
            .filter(element -> isEntry(element, root))
            .map(element -> entry(new FeedElement(element, base)))
            .toList();
    return new Feed(head.title(), link, entries);
  }

  /// In CDF an entry is an `item` of a `channel`; in RDF it stands beside the channel.
  private static boolean isEntry(Element element, Element root) {
    if (!ENTRIES.contains(XmlTree.name(element))) {
      return false;
    }
    for (Element at = element.parent(); at != null && at != root; at = at.parent()) {
      if (ENTRIES.contains(XmlTree.name(at))) {
        return false; // quoted inside another one
      }
    }
    return true;
  }

  private static Feed.Entry entry(FeedElement element) {
    Optional<String> link = element.link();
    Optional<String> summary = element.summary();
    return new Feed.Entry(
        element.id().or(() -> link),
        element.title(),
        link,
        element.published(),
        element.updated(),
        summary,
        element.content().or(() -> summary));
  }
}
