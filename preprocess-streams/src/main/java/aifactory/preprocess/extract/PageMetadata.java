package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/// What a page says of itself: in JSON-LD, `<meta>`, microdata and links, in that order of trust.
/// Read before anything is removed from the page.
final class PageMetadata {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "creativecommons\\.org/(?:licenses/([a-z-]+)/(\\d\\.\\d)|publicdomain/(zero|mark))");
  private static final List<Evaluator> LICENCE_LINKS =
      Stream.of(
              "link[rel~=license]",
              "a[rel~=license]",
              "meta[name=dcterms.license]",
              "meta[name=dc.rights]",
              "[itemprop=license]")
          .map(Selector::evaluatorOf)
          .toList();
  private static final List<String> AUTHOR_NAMES =
      List.of(
          "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "author", "byl");
  private static final List<String> DATE_NAMES =
      List.of(
          "article:published_time",
          "og:article:published_time",
          "dcterms.created",
          "dc.date.issued",
          "dcterms.issued",
          "dcterms.date",
          "dc.date",
          "parsely-pub-date",
          "sailthru.date",
          "citation_publication_date",
          "citation_date",
          "datepublished",
          "pubdate",
          "publishdate",
          "publish-date",
          "date",
          "og:published_time",
          "article.published");
  private static final Evaluator BYLINES =
      Selector.evaluatorOf("a[rel~=author], .byline, .author-name, .p-author");
  private static final Evaluator AUTHORS = Selector.evaluatorOf("[itemprop~=author]");
  private static final Evaluator NAMES = Selector.evaluatorOf("[itemprop~=(?:^|\\s)name(?:\\s|$)]");
  private static final Evaluator DATES =
      Selector.evaluatorOf(
          "[itemprop~=datePublished], time[pubdate], time.published, .dt-published");
  // Without ancestors: evaluators of those remember pages.
  private static final Evaluator TIMES = Selector.evaluatorOf("time[datetime]");
  private static final Set<String> AROUND_TIMES = Set.of("article", "header", "main");
  private static final Evaluator CANONICAL = Selector.evaluatorOf("link[rel=canonical][href]");
  private static final int MAX_AROUND = 100;
  private static final int MAX_BYLINE = 100;
  private static final int MAX_NAMES = 3;

  private final Document page;
  private final LinkedArticle linked;
  private final MarkedElements marked;

  private PageMetadata(Document page) {
    this.page = page;
    this.linked = LinkedArticle.of(page);
    this.marked = MarkedElements.of(page);
  }

  static PageMetadata of(Document page) {
    return new PageMetadata(page);
  }

  String title() {
    return new PageTitle(page, linked.headline(), this::meta).chosen();
  }

  Extracted.Claims claims() {
    return new Extracted.Claims(language(), licence(), author(), published(), canonicalUrl());
  }

  private @Nullable String language() {
    Element root = page.selectFirst("html[lang], html[xml:lang], body[lang]");
    String lang =
        root == null ? null : root.hasAttr("lang") ? root.attr("lang") : root.attr("xml:lang");
    if (lang == null || lang.isBlank()) {
      lang = meta(List.of("content-language", "dc.language", "dcterms.language", "og:locale"));
    }
    return lang == null
        ? linked.language()
        : lang.strip().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The licence that the page links to as its own, such as `cc-by-4.0`; null when it names none.
  private @Nullable String licence() {
    for (Evaluator link : LICENCE_LINKS) {
      for (Element element : marked.select(page, link)) {
        String tag = tag(element.attr("href") + element.attr("content"));
        if (tag != null) {
          return tag;
        }
      }
    }
    String said = linked.licence();
    return said == null ? null : tag(said);
  }

  private static @Nullable String tag(String address) {
    Matcher matcher = CREATIVE_COMMONS.matcher(address.toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) == null ? "cc0-1.0" : "cc-" + matcher.group(1) + "-" + matcher.group(2);
  }

  private @Nullable String author() {
    if (linked.author() != null) {
      return linked.author();
    }
    for (String name : AUTHOR_NAMES) {
      String said = meta(List.of(name));
      if (said != null && !said.startsWith("http")) {
        return said;
      }
    }
    List<String> authors = names(AUTHORS);
    if (!authors.isEmpty()) {
      return String.join(", ", authors);
    }
    List<String> bylines = names(BYLINES);
    return bylines.isEmpty() ? null : bylines.getFirst();
  }

  /// Three at most: what goes on is a list of something else.
  private List<String> names(Evaluator where) {
    Set<String> names = new LinkedHashSet<>();
    for (Element byline : marked.select(page, where)) {
      String said = firstOf(nameOf(byline), "content");
      String name =
          said.strip().replaceFirst("(?i)^(?:by|written by|posted by|著者[:：]?|文[:：])\\s+", "");
      if (!name.isEmpty() && name.length() <= MAX_BYLINE && names.size() < MAX_NAMES) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /// Microdata's persons and organisations have their name in an element of its own, beside others
  /// of what they are and where their pages are.
  private static Element nameOf(Element byline) {
    Element name = byline.hasAttr("itemscope") ? byline.selectFirst(NAMES) : null;
    return name == null ? byline : name;
  }

  private @Nullable String published() {
    List<String> said = new ArrayList<>();
    if (linked.published() != null) {
      said.add(linked.published());
    }
    for (String name : DATE_NAMES) {
      String date = meta(List.of(name));
      if (date != null) {
        said.add(date);
      }
    }
    for (Element element : marked.select(page, DATES)) {
      said.add(firstOf(element, "datetime", "content"));
    }
    if (said.isEmpty()) {
      marked.select(page, TIMES).stream()
          .filter(PageMetadata::isInArticle)
          .findFirst()
          .ifPresent(time -> said.add(time.attr("datetime")));
    }
    return said.stream()
        .filter(date -> !date.isBlank())
        .findFirst()
        .map(DateForms::iso)
        .orElse(null);
  }

  private static boolean isInArticle(Element time) {
    Element around = time.parent();
    for (int i = 0; i < MAX_AROUND && around != null; i++) {
      if (AROUND_TIMES.contains(around.normalName())) {
        return true;
      }
      around = around.parent();
    }
    return false;
  }

  private @Nullable String canonicalUrl() {
    Element link = marked.select(page, CANONICAL).stream().findFirst().orElse(null);
    String href =
        link == null ? "" : link.absUrl("href").isEmpty() ? link.attr("href") : link.absUrl("href");
    String address = href.isBlank() ? meta(List.of("og:url")) : href.strip();
    return address == null || !address.startsWith("http") ? null : address;
  }

  private static String firstOf(Element element, String... attributes) {
    for (String attribute : attributes) {
      if (!element.attr(attribute).isBlank()) {
        return element.attr(attribute);
      }
    }
    return element.text();
  }

  /// The content of the first `<meta>` that has one of the names, in the order of the names.
  private @Nullable String meta(List<String> names) {
    for (String name : names) {
      String content = marked.meta(name);
      if (content != null) {
        return content;
      }
    }
    return null;
  }
}
