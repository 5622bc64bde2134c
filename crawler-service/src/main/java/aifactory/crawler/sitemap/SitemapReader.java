package aifactory.crawler.sitemap;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.url.WebUrl;
import aifactory.crawler.feed.Feed;
import aifactory.crawler.feed.FeedDate;
import aifactory.crawler.feed.FeedReader;
import aifactory.crawler.markup.XmlTree;
import aifactory.crawler.sitemap.Sitemap.Kind;
import aifactory.crawler.sitemap.Sitemap.Listed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Reads a sitemap from bytes (sitemaps.org, with news, and what stands in for one: RSS, Atom, a
/// list of lines). Compressed ones are known by their first bytes, not by their name.
public final class SitemapReader {
  /// The protocol's own bounds.
  private static final int MAX_BYTES = 50 << 20;

  private static final int MAX_URLS = 50_000;

  private SitemapReader() {}

  /// @param url where it was found, for relative addresses; may be empty
  /// @return empty when it is no sitemap
  public static Optional<Sitemap> read(byte[] body, String contentType, String url) {
    Optional<byte[]> plain = plain(body);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    Optional<WebUrl> place = WebUrl.parse(url);
    String text = CharsetDecision.decoded(plain.get(), "text/plain");
    if (!text.stripLeading().startsWith("<")) {
      return lines(text, place);
    }
    Document document = XmlTree.parse(plain.get(), "text/xml");
    Optional<Element> index = XmlTree.find(document, "sitemapindex");
    Optional<Element> urls = XmlTree.find(document, "urlset");
    if (index.isEmpty() && urls.isEmpty() && XmlTree.find(document, "url").isEmpty()) {
      return FeedReader.read(plain.get(), "text/xml", url).map(SitemapReader::ofFeed);
    }
    Lists lists = new Lists(place);
    document.stream().filter(SitemapReader::isEntry).limit(MAX_URLS).forEach(lists::add);
    return Optional.of(lists.sitemap(index.isPresent() ? Kind.INDEX : Kind.URLS));
  }

  private static boolean isEntry(Element element) {
    String name = XmlTree.name(element);
    return (name.equals("url") || name.equals("sitemap"))
        && XmlTree.children(element, "loc").findAny().isPresent();
  }

  private static Optional<byte[]> plain(byte[] body) {
    if (body.length < 2 || body[0] != 0x1F || body[1] != (byte) 0x8B) {
      return Optional.of(body);
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return Optional.of(unpacked.readNBytes(MAX_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Sitemap> lines(String text, Optional<WebUrl> place) {
    Lists lists = new Lists(place);
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .limit(MAX_URLS)
        .forEach(line -> lists.add(line, Optional.empty(), false));
    Sitemap sitemap = lists.sitemap(Kind.TEXT);
    return sitemap.urls().isEmpty() ? Optional.empty() : Optional.of(sitemap);
  }

  private static Sitemap ofFeed(Feed feed) {
    Lists lists = new Lists(Optional.empty());
    for (Feed.Entry entry : feed.entries()) {
      lists.add(entry.link().orElse(""), entry.updated().or(entry::published), false);
    }
    return lists.sitemap(Kind.FEED);
  }

  /// What was listed so far, each address once.
  private static final class Lists {
    private final Optional<WebUrl> place;
    private final Map<String, Listed> urls = new LinkedHashMap<>();
    private final Map<String, Listed> sitemaps = new LinkedHashMap<>();
    private int skipped;

    Lists(Optional<WebUrl> place) {
      this.place = place;
    }

    void add(Element entry) {
      Optional<Instant> modified =
          XmlTree.childText(entry, "lastmod").or(() -> newsDate(entry)).flatMap(FeedDate::parse);
      String location = XmlTree.childText(entry, "loc").orElse("");
      add(location, modified, XmlTree.name(entry).equals("sitemap"));
    }

    private static Optional<String> newsDate(Element entry) {
      return XmlTree.find(entry, "publication_date").map(XmlTree::text);
    }

    void add(String location, Optional<Instant> modified, boolean sitemap) {
      Optional<WebUrl> url =
          location.isEmpty() ? Optional.empty() : XmlTree.resolved(location, place);
      if (url.filter(found -> found.scheme().toLowerCase(Locale.ROOT).startsWith("http"))
          .isEmpty()) {
        skipped++;
        return;
      }
      (sitemap ? sitemaps : urls).putIfAbsent(url.get().href(), new Listed(url.get(), modified));
    }

    Sitemap sitemap(Kind kind) {
      List<Listed> pages = new ArrayList<>(urls.values());
      return new Sitemap(kind, pages, new ArrayList<>(sitemaps.values()), skipped);
    }
  }
}
