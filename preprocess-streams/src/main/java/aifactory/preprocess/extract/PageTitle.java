package aifactory.preprocess.extract;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The name of a page: what it claims in its metadata, else `<title>` without the name of the site
/// (`Tides | The Harbour Times` → `Tides`), else its first heading.
///
/// @param headline of JSON-LD
/// @param meta content of the first `<meta>` with one of the names
record PageTitle(
    Document page, @Nullable String headline, Function<List<String>, @Nullable String> meta) {
  private static final Pattern SEPARATOR = Pattern.compile("\\s+(?:[|\\-–—/>»·•:]|::)\\s+|｜");
  private static final List<String> NAMES =
      List.of(
          "dc.title",
          "dcterms.title",
          "og:title",
          "twitter:title",
          "parsely-title",
          "citation_title",
          "title");
  private static final int MAX_TITLE = 300;
  private static final int MIN_WORDS = 2;
  private static final int MIN_DENSE = 6;

  String chosen() {
    String claimed = headline != null ? headline : meta.apply(NAMES);
    String title =
        claimed == null || claimed.isBlank() ? shortened(page.title().strip()) : claimed.strip();
    if (title.isEmpty()) {
      Element heading = page.selectFirst("h1, h2");
      title = heading == null ? "" : heading.text().strip();
    }
    title = title.replaceAll("\\s+", " ");
    return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
  }

  /// A heading of the page that the title contains, else the title without its last part.
  private String shortened(String title) {
    Matcher separator = SEPARATOR.matcher(title);
    if (!separator.find()) {
      return title;
    }
    for (Element heading : page.select("h1, h2").stream().limit(8).toList()) {
      String text = heading.text().strip();
      boolean part = !text.isEmpty() && (title.startsWith(text) || title.endsWith(text));
      if (part && isLongEnough(text)) {
        return text;
      }
    }
    int last = separator.start();
    while (separator.find()) {
      last = separator.start();
    }
    String first = title.substring(0, last).strip();
    return isLongEnough(first) ? first : title;
  }

  private static boolean isLongEnough(String text) {
    boolean dense = text.codePoints().anyMatch(Character::isIdeographic);
    return text.split("\\s+").length >= MIN_WORDS || dense && text.length() >= MIN_DENSE;
  }
}
