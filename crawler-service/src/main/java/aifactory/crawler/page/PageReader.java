package aifactory.crawler.page;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.id.CanonicalUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Reads links and opt-out signals of a page. The document itself is published whatever they say:
/// what may be trained on is decided where policies are known.
public final class PageReader {
  /// A page with more links than this is a trap or an index that other pages cover.
  private static final int MAX_LINKS = 5_000;

  private static final int MAX_URL_LENGTH = 2_000;
  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
  private static final Set<String> NO_LINKS = Set.of("nofollow", "none");
  private static final List<String> TDM = List.of("tdm-reservation", "tdm-policy");
  private static final String ROBOTS = "robots";
  private static final String ROBOTS_HEADER = "x-robots-tag";

  private final String productToken;

  /// @param productToken our name, for signals addressed to us alone
  public PageReader(String productToken) {
    this.productToken = productToken.toLowerCase(Locale.ROOT);
  }

  /// @param headers values of a response header, by lower-case name
  public PageReading read(
      CanonicalUrl url, byte[] body, String contentType, Function<String, List<String>> headers) {
    Map<String, String> consent = new TreeMap<>();
    fromHeaders(headers, consent);
    if (!HTML.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
      return new PageReading(List.of(), consent, null, List.of());
    }
    String text = new String(body, CharsetDecision.of(body, contentType));
    Document page = Jsoup.parse(text, url.text());
    fromMeta(page, consent);
    List<CanonicalUrl> links = mayFollow(consent) ? links(page, url) : List.of();
    String title = page.title().isBlank() ? null : page.title();
    return new PageReading(links, consent, title, PageText.digests(page.text(), url));
  }

  private void fromHeaders(Function<String, List<String>> headers, Map<String, String> consent) {
    List<String> robots = headers.apply(ROBOTS_HEADER).stream().filter(this::concernsUs).toList();
    if (!robots.isEmpty()) {
      consent.put(ROBOTS_HEADER, String.join(", ", robots));
    }
    for (String name : TDM) {
      headers.apply(name).stream().findFirst().ifPresent(value -> consent.put(name, value));
    }
    ContentSignal.record(headers.apply(ContentSignal.NAME), consent);
  }

  /// `X-Robots-Tag: otherbot: noindex` is for another.
  private boolean concernsUs(String tag) {
    int colon = tag.indexOf(':');
    String before = colon < 0 ? "" : tag.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return colon < 0
        || before.contains(",")
        || before.equals("unavailable_after")
        || before.equals(productToken)
        || before.startsWith("max-");
  }

  private void fromMeta(Document page, Map<String, String> consent) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Element meta : page.select("meta[name][content]")) {
      String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
      if (name.equals(ROBOTS) || name.equals(productToken)) {
        found.merge(ROBOTS, meta.attr("content"), (one, two) -> one + ", " + two);
      } else if (TDM.contains(name)) {
        found.putIfAbsent(name, meta.attr("content"));
      }
    }
    found.forEach(consent::putIfAbsent);
  }

  private static boolean mayFollow(Map<String, String> consent) {
    String said = consent.getOrDefault(ROBOTS, "") + "," + consent.getOrDefault(ROBOTS_HEADER, "");
    for (String word : said.toLowerCase(Locale.ROOT).split("[,:\\s]+")) {
      if (NO_LINKS.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static List<CanonicalUrl> links(Document page, CanonicalUrl url) {
    CanonicalUrl base =
        Optional.ofNullable(page.selectFirst("base[href]"))
            .flatMap(element -> url.resolve(element.attr("href")))
            .orElse(url);
    Set<CanonicalUrl> links = new LinkedHashSet<>();
    for (Element element :
        page.select("a[href], area[href], link[rel=canonical], link[rel=next]")) {
      if (!element.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow")) {
        add(links, base, element.attr("href"));
      }
    }
    page.select("frame[src], iframe[src]").forEach(frame -> add(links, base, frame.attr("src")));
    links.remove(url);
    return new ArrayList<>(links);
  }

  private static void add(Set<CanonicalUrl> links, CanonicalUrl base, String link) {
    if (links.size() < MAX_LINKS && link.length() <= MAX_URL_LENGTH) {
      base.resolve(link)
          .filter(target -> target.text().length() <= MAX_URL_LENGTH)
          .ifPresent(links::add);
    }
  }
}
