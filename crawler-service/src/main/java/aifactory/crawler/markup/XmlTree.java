package aifactory.crawler.markup;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.url.WebUrl;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// XML read leniently: whatever is broken becomes some tree. Nothing outside the text is ever
/// fetched.
public final class XmlTree {
  private XmlTree() {}

  public static Document parse(byte[] body, String contentType) {
    Document document =
        Parser.xmlParser()
            .parseInput(XmlText.plain(CharsetDecision.decoded(body, contentType)), "");
    document.outputSettings().prettyPrint(false);
    return document;
  }

  /// Lower-case name without prefix.
  public static String name(Element element) {
    String tag = element.tagName();
    return tag.substring(tag.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  /// The namespace in lower case; the prefix itself where it is not declared; empty for none.
  public static String namespace(Element element) {
    String tag = element.tagName();
    int colon = tag.indexOf(':');
    String prefix = colon < 0 ? "" : tag.substring(0, colon);
    String declaration = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
    for (Element at = element; at != null; at = at.parent()) {
      if (at.hasAttr(declaration)) {
        return at.attr(declaration).strip().toLowerCase(Locale.ROOT);
      }
    }
    return prefix.toLowerCase(Locale.ROOT);
  }

  /// First element of that local name at any depth.
  public static Optional<Element> find(Element within, String name) {
    return within.stream().filter(element -> name(element).equals(name)).findFirst();
  }

  public static Stream<Element> children(Element parent, String name) {
    return parent.children().stream().filter(child -> name(child).equals(name));
  }

  public static Optional<String> childText(Element parent, String name) {
    return children(parent, name).map(XmlTree::text).filter(text -> !text.isEmpty()).findFirst();
  }

  /// Text of the element and all below, CDATA included, without white space around.
  public static String text(Element element) {
    return element.wholeText().strip();
  }

  /// What is inside: its text where there is nothing but text, else its markup.
  public static String inside(Element element) {
    List<Node> nodes = element.childNodes();
    boolean textOnly =
        nodes.stream()
            .allMatch(node -> node instanceof TextNode || node instanceof org.jsoup.nodes.Comment);
    return textOnly ? text(element) : element.html().strip();
  }

  /// Whether there are elements inside.
  public static boolean hasMarkup(Element element) {
    return !element.children().isEmpty();
  }

  public static String attribute(Element element, String name) {
    return element.attributes().getIgnoreCase(name).strip();
  }

  /// Against what links inside the element are resolved: `xml:base` of all around it, then the
  /// document's own URL.
  public static Optional<WebUrl> base(Element element, Optional<WebUrl> document) {
    Element parent = element.parent();
    Optional<WebUrl> outer = parent == null ? document : base(parent, document);
    String own = element.attr("xml:base").strip();
    return own.isEmpty() ? outer : resolved(own, outer).or(() -> outer);
  }

  public static Optional<WebUrl> resolved(String link, Optional<WebUrl> base) {
    return base.isPresent() ? base.get().resolve(link) : WebUrl.parse(link);
  }
}
