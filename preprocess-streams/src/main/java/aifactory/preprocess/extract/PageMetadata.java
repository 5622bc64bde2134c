package aifactory.preprocess.extract;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// What a page says of itself.
final class PageMetadata {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "creativecommons\\.org/(?:licenses/([a-z-]+)/(\\d\\.\\d)|publicdomain/(zero|mark))");
  private static final List<String> LICENCE_LINKS =
      List.of("link[rel~=license]", "a[rel~=license]", "meta[name=dcterms.license]");
  private static final int MAX_TITLE = 300;

  private PageMetadata() {}

  /// `<title>`, else the first heading, else `og:title`; empty when there is none.
  static String title(Document page) {
    String title = page.title().strip();
    if (title.isEmpty()) {
      Element heading = page.selectFirst("h1");
      title = heading == null ? "" : heading.text().strip();
    }
    if (title.isEmpty()) {
      title = page.select("meta[property=og:title]").attr("content").strip();
    }
    return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
  }

  static @Nullable String language(Document page) {
    Element root = page.selectFirst("html[lang], html[xml:lang]");
    if (root == null) {
      return null;
    }
    String lang = root.hasAttr("lang") ? root.attr("lang") : root.attr("xml:lang");
    return lang.isBlank() ? null : lang.strip().toLowerCase(Locale.ROOT);
  }

  /// The licence that the page links to as its own, such as `cc-by-4.0`; null when it names none.
  static @Nullable String licence(Document page) {
    for (String link : LICENCE_LINKS) {
      for (Element element : page.select(link)) {
        String tag = tag(element.attr("href") + element.attr("content"));
        if (tag != null) {
          return tag;
        }
      }
    }
    return null;
  }

  private static @Nullable String tag(String address) {
    Matcher matcher = CREATIVE_COMMONS.matcher(address.toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) == null ? "cc0-1.0" : "cc-" + matcher.group(1) + "-" + matcher.group(2);
  }
}
