package aifactory.crawler.feed;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.markup.XmlTree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/// A text construct of a feed as what it says: text as text, markup without whatever could act, its
/// links resolved.
final class FeedText {
  private static final String ATOM_1 = "http://www.w3.org/2005/atom";
  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!][^>]*>|&(#\\w+|\\w+);");

  /// Only the tags go: what stands between them is for readers without the plug-in.
  private static final Pattern PLUG_IN =
      Pattern.compile("(?i)</?(?:iframe|object|embed|applet|noembed|noframes)\\b[^>]*>");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]+");
  private static final Set<String> LINKS = Set.of("href", "src", "cite", "longdesc");
  private static final Safelist SAFE =
      Safelist.relaxed()
          .addTags(
              "address",
              "area",
              "article",
              "aside",
              "audio",
              "big",
              "button",
              "canvas",
              "center",
              "command",
              "del",
              "details",
              "dfn",
              "dialog",
              "dir",
              "fieldset",
              "figcaption",
              "figure",
              "font",
              "footer",
              "form",
              "header",
              "hr",
              "input",
              "ins",
              "kbd",
              "label",
              "legend",
              "main",
              "map",
              "mark",
              "menu",
              "meter",
              "nav",
              "optgroup",
              "option",
              "output",
              "picture",
              "progress",
              "rp",
              "rt",
              "ruby",
              "s",
              "samp",
              "section",
              "select",
              "source",
              "strike",
              "summary",
              "svg",
              "textarea",
              "time",
              "tt",
              "var",
              "video",
              "wbr",
              "abbr",
              "acronym",
              "bdo",
              "math",
              "mi",
              "mo",
              "mn",
              "mrow",
              "msup",
              "circle",
              "desc",
              "datagrid",
              "datalist",
              "event-source",
              "keygen",
              "m",
              "multicol",
              "nextid",
              "sound",
              "spacer")
          .addAttributes(":all", "id", "class", "lang", "dir", "title", "alt", "name", "rel")
          .addAttributes("area", "href")
          .addAttributes("video", "src", "poster")
          .addAttributes("audio", "src")
          .addAttributes("source", "src", "type")
          .preserveRelativeLinks(true);

  private FeedText() {}

  /// @param markupByDefault what an element without a type holds: text (Atom) or markup (RSS)
  static Optional<String> of(Element element, Optional<WebUrl> feed, boolean markupByDefault) {
    String type = XmlTree.attribute(element, "type").toLowerCase(Locale.ROOT);
    String mode = XmlTree.attribute(element, "mode").toLowerCase(Locale.ROOT);
    String inside = XmlTree.inside(element);
    boolean base64 = mode.equals("base64") || isBinary(type) && isBase64(inside);
    String value = base64 ? decoded(inside) : inside;
    boolean markup =
        XmlTree.hasMarkup(element)
            || type.contains("html")
            || type.contains("xml")
            || markupByDefault && type.isEmpty()
            || base64 && !type.startsWith("text/plain");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        markup && MARKUP.matcher(value).find()
            ? clean(value, XmlTree.base(element, feed), XmlTree.namespace(element).equals(ATOM_1))
            : value);
  }

  private static boolean isBinary(String type) {
    return type.contains("/") && !type.startsWith("text/") && !type.contains("xml");
  }

  private static boolean isBase64(String text) {
    return !text.isEmpty() && BASE64.matcher(text).matches();
  }

  private static String decoded(String text) {
    try {
      return new String(
              Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)),
              StandardCharsets.UTF_8)
          .strip();
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  static String clean(String markup, Optional<WebUrl> base, boolean xhtml) {
    Document dirty = Jsoup.parseBodyFragment(PLUG_IN.matcher(markup).replaceAll(""));
    dirty.select("script, style, template, head title").remove();
    base.ifPresent(url -> resolveLinks(dirty, url));
    Document clean = new Cleaner(SAFE).clean(dirty);
    clean.outputSettings().prettyPrint(false);
    Element body = clean.body();
    // Atom, 3.1.1.3: the div around XHTML is no part of the text
    boolean wrapped =
        xhtml
            && body.childrenSize() == 1
            && body.child(0).normalName().equals("div")
            && body.ownText().isBlank();
    return (wrapped ? body.child(0) : body).html().strip();
  }

  private static void resolveLinks(Document document, WebUrl base) {
    for (String attribute : LINKS) {
      for (Element element : document.select("[" + attribute + "]")) {
        base.resolve(element.attr(attribute)).ifPresent(url -> element.attr(attribute, url.href()));
      }
    }
  }
}
