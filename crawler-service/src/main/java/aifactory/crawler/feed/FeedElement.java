package aifactory.crawler.feed;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.markup.XmlTree;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// A channel or an entry, asked for what it says in whichever dialect.
final class FeedElement {
  /// Namespaces whose elements are a feed's own.
  private static final List<String> CORE =
      List.of(
          "http://my.netscape.com/",
          "http://channel.netscape.com/",
          "http://backend.userland.com/",
          "http://blogs.law.harvard.edu/",
          "http://cyber.law.harvard.edu/",
          "http://www.w3.org/2005/atom",
          "http://purl.org/atom",
          "http://purl.org/net/rss1.1",
          "rss",
          "atom");

  private static final String RSS_1 = "http://purl.org/rss/1.0/";
  private static final Set<String> SUMMARIES =
      Set.of("description", "summary", "abstract", "tagline", "subtitle");

  private final Element element;
  private final Optional<WebUrl> place;

  FeedElement(Element element, Optional<WebUrl> place) {
    this.element = element;
    this.place = place;
  }

  Optional<String> title() {
    return markup("title").or(() -> foreignText("title")).or(() -> media("title"));
  }

  /// What the feed calls it.
  Optional<String> id() {
    return own("id")
        .or(() -> own("guid"))
        .or(() -> Optional.of(about()).filter(about -> !about.isEmpty()))
        .map(id -> id.startsWith("/") ? resolved(id) : id);
  }

  private String about() {
    return XmlTree.attribute(element, "rdf:about");
  }

  Optional<String> link() {
    return XmlTree.children(element, "origlink")
        .map(XmlTree::text)
        .findFirst()
        .or(this::alternate)
        .or(this::plainLink)
        .or(() -> Optional.of(XmlTree.attribute(element, "href")).filter(href -> !href.isEmpty()))
        .or(this::permalink)
        .or(() -> Optional.of(about()).filter(about -> about.startsWith("http")))
        .map(this::resolved);
  }

  /// An Atom link to the entry's page.
  private Optional<String> alternate() {
    List<Element> links =
        children("link")
            .filter(link -> !XmlTree.attribute(link, "href").isEmpty())
            .filter(link -> List.of("", "alternate").contains(rel(link)))
            .toList();
    return links.stream()
        .filter(link -> isPage(XmlTree.attribute(link, "type")))
        .findFirst()
        .or(() -> links.stream().findFirst())
        .map(link -> inBase(link, XmlTree.attribute(link, "href")));
  }

  private static boolean isPage(String type) {
    return type.isEmpty() || type.contains("html");
  }

  private static String rel(Element link) {
    String rel = XmlTree.attribute(link, "rel").toLowerCase(Locale.ROOT);
    return rel.substring(rel.lastIndexOf('/') + 1);
  }

  private Optional<String> plainLink() {
    return children("link")
        .filter(link -> List.of("", "alternate").contains(rel(link)))
        .filter(link -> !XmlTree.text(link).isEmpty())
        .findFirst()
        .map(link -> inBase(link, XmlTree.text(link)));
  }

  /// RSS 2.0: a guid is a link unless it says that it is none.
  private Optional<String> permalink() {
    return children("guid")
        .filter(guid -> !XmlTree.attribute(guid, "isPermaLink").equalsIgnoreCase("false"))
        .map(guid -> inBase(guid, XmlTree.text(guid)))
        .filter(text -> WebUrl.parse(text).isPresent())
        .findFirst();
  }

  private String inBase(Element at, String link) {
    return XmlTree.resolved(link, XmlTree.base(at, place)).map(WebUrl::href).orElse(link);
  }

  private String resolved(String link) {
    return inBase(element, link);
  }

  Optional<Instant> published() {
    return date("pubdate", "published", "issued", "publicationdate");
  }

  Optional<Instant> updated() {
    return date("updated", "modified", "date", "lastbuilddate", "lastmod");
  }

  private Optional<Instant> date(String... names) {
    return Stream.of(names)
        .flatMap(name ->
            Stream.concat(
                XmlTree.children(element, name).map(XmlTree::text),
                Stream.of(XmlTree.attribute(element, name)))) // CDF
        .flatMap(written -> FeedDate.parse(written).stream())
        .findFirst();
  }

  Optional<String> summary() {
    return summaries()
        .findFirst()
        .or(() -> foreign("description").flatMap(this::anyMarkup))
        .or(() -> foreign("summary").flatMap(this::anyMarkup))
        .or(() -> media("description"));
  }

  /// Where there are two, the second is the text itself.
  private Stream<String> summaries() {
    return element.children().stream()
        .filter(child -> SUMMARIES.contains(XmlTree.name(child)) && !isForeign(child))
        .flatMap(child -> FeedText.of(child, place, !isAtom(child)).stream());
  }

  private Optional<String> media(String name) {
    return element.stream()
        .filter(found -> XmlTree.name(found).equals(name) && isMedia(found))
        .map(XmlTree::text)
        .findFirst();
  }

  Optional<String> content() {
    return foreign("encoded")
        .flatMap(this::anyMarkup)
        .or(() -> markup("content"))
        .or(() -> foreign("body").flatMap(this::anyMarkup))
        .or(() -> markup("fullitem"))
        .or(() -> markup("body"))
        .or(() -> summaries().skip(1).findFirst());
  }

  private Optional<String> anyMarkup(Element found) {
    return FeedText.of(found, place, true);
  }

  /// RSS holds markup in its texts without saying so; Atom 1.0 says.
  private Optional<String> markup(String name) {
    return children(name)
        .map(found -> FeedText.of(found, place, !isAtom(found)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> own(String name) {
    return children(name).map(XmlTree::text).filter(text -> !text.isEmpty()).findFirst();
  }

  private Optional<String> foreignText(String name) {
    return foreign(name).map(XmlTree::text).filter(text -> !text.isEmpty());
  }

  private Optional<Element> foreign(String name) {
    return XmlTree.children(element, name)
        .filter(found -> isForeign(found) && !isMedia(found))
        .findFirst();
  }

  private Stream<Element> children(String name) {
    return XmlTree.children(element, name).filter(found -> !isForeign(found));
  }

  private boolean isForeign(Element found) {
    String namespace = XmlTree.namespace(found);
    return !namespace.isEmpty()
        && !namespace.equals(RSS_1)
        && !namespace.equals(XmlTree.namespace(element))
        && CORE.stream().noneMatch(namespace::startsWith);
  }

  private static boolean isMedia(Element found) {
    String namespace = XmlTree.namespace(found);
    return namespace.contains("mrss") || namespace.equals("media");
  }

  private static boolean isAtom(Element found) {
    String namespace = XmlTree.namespace(found);
    return namespace.contains("/atom") || namespace.equals("atom");
  }
}
