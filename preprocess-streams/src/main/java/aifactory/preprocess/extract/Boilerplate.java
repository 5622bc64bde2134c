package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// What surrounds the text of a page: removed by tag, by role, by the names designers give it. For
/// one use.
final class Boilerplate {
  private static final Set<String> NEVER_TEXT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "canvas",
          "iframe",
          "object",
          "embed",
          "video",
          "audio",
          "map",
          "head",
          "button",
          "select",
          "input",
          "textarea",
          "datalist",
          "dialog",
          "menu",
          "nav",
          "footer",
          "rt",
          "rp",
          "rtc");
  private static final Set<String> ROLES_WITHOUT_TEXT =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "search",
          "dialog",
          "alertdialog",
          "menu",
          "toolbar",
          "complementary");
  private static final Set<String> OFTEN_BOILERPLATE = Set.of("header", "aside", "form");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:^|[\\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|side-?bar|nav|navbar|nav-?bar"
              + "|top-?nav|bottom-?nav|sub-?nav|navigation|menu|footer|share|sharing|social"
              + "|related|advert|advertisement|ads|promo|newsletter|subscribe|popup|modal|overlay"
              + "|skip-?nav|skip-?link|pagination|pager|toc|legal-?copy|banner)(?:$|[\\s_-])");

  /// A name alone does not condemn most of a page.
  private static final double MAX_SHARE_BY_NAME = 0.4;

  /// What readers wrote under an article. A page that consists of it (a forum) keeps it.
  private static final Pattern COMMENTS =
      Pattern.compile(
          "(?:^|[\\s_-])(?:comments?|comment-?list|comments-?area|disqus|disqus-?thread|respond"
              + "|replies|reader-?comments|fb-comments)(?:$|[\\s_-])");

  private static final int ARTICLE = 1000;
  private static final int MAX_WORDS_OF_AN_ID = 3;

  private final Document page;
  private final List<Element> oftenBoilerplate = new ArrayList<>();
  private final List<Element> named = new ArrayList<>();
  private final List<Element> comments = new ArrayList<>();

  /// Answers per name: the same few are given to most elements of a page.
  private final Map<String, Boolean> namesOfBoilerplate = new HashMap<>();

  private final Map<String, Boolean> namesOfComments = new HashMap<>();

  private Boilerplate(Document page) {
    this.page = page;
  }

  static void removeFrom(Document page) {
    new Boilerplate(page).remove();
  }

  private void remove() {
    NodeTraversor.filter((NodeFilter) this::looked, page);
    int all = Math.max(1, TextLength.upTo(page.body(), Integer.MAX_VALUE));
    int large = (int) Math.ceil(MAX_SHARE_BY_NAME * all);
    for (Element element : oftenBoilerplate) {
      if (!isInArticle(element)) {
        removeUnlessLarge(element, large);
      }
    }
    for (Element element : named) {
      removeUnlessLarge(element, large);
    }
    removeComments();
  }

  /// Removes what is never text, and keeps in mind what may have to go.
  private NodeFilter.FilterResult looked(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return NodeFilter.FilterResult.CONTINUE;
    }
    String tag = element.normalName();
    boolean attributes = element.attributesSize() > 0;
    if (NEVER_TEXT.contains(tag) || attributes && isNeverRead(element, tag)) {
      return NodeFilter.FilterResult.REMOVE;
    }
    if (OFTEN_BOILERPLATE.contains(tag)) {
      oftenBoilerplate.add(element);
    }
    if (attributes && element != page.body() && !tag.equals("html")) {
      if (isCalled(element, NAMED, namesOfBoilerplate)) {
        named.add(element);
      }
      if (isCalled(element, COMMENTS, namesOfComments)) {
        comments.add(element);
      }
    }
    return NodeFilter.FilterResult.CONTINUE;
  }

  private static boolean isNeverRead(Element element, String tag) {
    if (element.hasAttr("hidden")
        || element.attr("aria-hidden").strip().equalsIgnoreCase("true")
        || tag.equals("a") && element.hasClass("headerlink")) {
      return true;
    }
    String role = element.attr("role");
    if (!role.isEmpty() && ROLES_WITHOUT_TEXT.contains(role.strip().toLowerCase(Locale.ROOT))) {
      return true;
    }
    String style = element.attr("style");
    if (style.isEmpty()) {
      return false;
    }
    String lower = style.toLowerCase(Locale.ROOT);
    return lower.contains("display:none") || lower.contains("display: none");
  }

  private static boolean isInArticle(Element element) {
    for (Element each = element; each != null; each = each.parent()) {
      String tag = each.normalName();
      if (tag.equals("article") || tag.equals("main") || each.attr("role").equals("main")) {
        return true;
      }
    }
    return false;
  }

  private void removeComments() {
    int prose = -1;
    for (Element element : comments) {
      if (isAttached(element)) {
        prose = prose < 0 ? prose(page.body()) : prose;
        int own = prose(element);
        if (prose - own >= ARTICLE) {
          element.remove();
          prose -= own;
        }
      }
    }
  }

  /// Characters in paragraphs.
  private static int prose(Element element) {
    return element.getElementsByTag("p").stream().mapToInt(p -> p.ownText().length()).sum();
  }

  /// Long ids are headings' (`sharing-with-other-people`), not designers'.
  private static boolean isCalled(Element element, Pattern names, Map<String, Boolean> known) {
    String classes = element.className();
    if (!classes.isEmpty() && isAmong(classes, names, known)) {
      return true;
    }
    String id = element.id();
    return !id.isEmpty()
        && isAmong(id, names, known)
        && id.split("[-_]+").length <= MAX_WORDS_OF_AN_ID;
  }

  private static boolean isAmong(String name, Pattern names, Map<String, Boolean> known) {
    return known.computeIfAbsent(
        name, written -> names.matcher(written.toLowerCase(Locale.ROOT)).find());
  }

  private boolean isAttached(Element element) {
    Element each = element;
    while (each.parent() != null) {
      each = each.parent();
    }
    return each == page;
  }

  private void removeUnlessLarge(Element element, int large) {
    if (isAttached(element) && TextLength.upTo(element, large) < large) {
      element.remove();
    }
  }
}
