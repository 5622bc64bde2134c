package aifactory.preprocess.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// What surrounds the text of a page: removed by tag, by role, by the names designers give it. For
/// one use.
final class Boilerplate implements NodeFilter {
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
  private final TextLength text = new TextLength();
  private final List<Stretch> oftenBoilerplate = new ArrayList<>();
  private final List<Stretch> named = new ArrayList<>();
  private final List<Stretch> comments = new ArrayList<>();
  private final Deque<Stretch> open = new ArrayDeque<>();

  /// Answers per name: the same few are given to most elements of a page.
  private final Map<String, Boolean> namesOfBoilerplate = new HashMap<>();

  private final Map<String, Boolean> namesOfComments = new HashMap<>();
  private int places;
  private int prose;
  private int articles;

  private Boilerplate(Document page) {
    this.page = page;
  }

  static void removeFrom(Document page) {
    new Boilerplate(page).remove();
  }

  /// An element that may have to go, with its place, text and paragraphs in the order of the page:
  /// measured in one pass, however deep they lie in each other.
  private static final class Stretch {
    private final Element element;
    private final int start;
    private int end;
    private int characters;
    private int prose;

    private Stretch(Element element, int place, int characters, int prose) {
      this.element = element;
      this.start = place;
      this.characters = -characters;
      this.prose = -prose;
    }

    private void close(int place, int charactersNow, int proseNow) {
      end = place;
      characters += charactersNow;
      prose += proseNow;
    }
  }

  private void remove() {
    NodeTraversor.filter(this, page);
    double large = MAX_SHARE_BY_NAME * Math.max(1, text.length());
    removeWhere(oftenBoilerplate, stretch -> stretch.characters < large);
    removeWhere(named, stretch -> stretch.characters < large);
    removeWhere(comments, stretch -> prose - stretch.prose >= ARTICLE);
  }

  /// What lies in an element that went is gone with it.
  private static void removeWhere(List<Stretch> stretches, Predicate<Stretch> condemned) {
    int gone = -1;
    for (Stretch stretch : stretches) {
      if (stretch.start > gone && condemned.test(stretch)) {
        if (stretch.element.parent() != null) {
          stretch.element.remove();
        }
        gone = stretch.end;
      }
    }
  }

  /// Removes what is never text, and keeps in mind what may have to go.
  @Override
  public FilterResult head(Node node, int depth) {
    places++;
    if (node instanceof TextNode words && words.parent() instanceof Element parent) {
      prose += parent.normalName().equals("p") ? words.getWholeText().strip().length() : 0;
    }
    if (!(node instanceof Element element)) {
      text.add(node);
      return FilterResult.CONTINUE;
    }
    String tag = element.normalName();
    boolean attributes = element.attributesSize() > 0;
    if (NEVER_TEXT.contains(tag) || attributes && isNeverRead(element, tag)) {
      return FilterResult.REMOVE;
    }
    text.add(node);
    articles += isArticle(element, tag) ? 1 : 0;
    if (!tag.equals("body") && !tag.equals("html")) {
      consider(element, tag, attributes);
    }
    return FilterResult.CONTINUE;
  }

  private void consider(Element element, String tag, boolean attributes) {
    boolean often = OFTEN_BOILERPLATE.contains(tag) && articles == 0;
    boolean boilerplate =
        attributes && isCalled(element, NAMED, namesOfBoilerplate) && !isTitledBox(element);
    boolean comment = attributes && isCalled(element, COMMENTS, namesOfComments);
    if (often || boilerplate || comment) {
      Stretch stretch = new Stretch(element, places, text.length(), prose);
      open.push(stretch);
      (often ? oftenBoilerplate : boilerplate ? named : comments).add(stretch);
      if (comment && (often || boilerplate)) {
        comments.add(stretch);
      }
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      articles -= isArticle(element, element.normalName()) ? 1 : 0;
      if (!open.isEmpty() && open.peek().element == element) {
        open.pop().close(places, text.length(), prose);
      }
    }
    return FilterResult.CONTINUE;
  }

  /// A box with a title of its own inside a manual (DocBook's sidebars) is part of the text.
  private static boolean isTitledBox(Element element) {
    if (!element.hasClass("sidebar")) {
      return false;
    }
    for (Element child = element.firstElementChild();
        child != null;
        child = child.nextElementSibling()) {
      if (child.hasClass("titlepage")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isArticle(Element element, String tag) {
    return tag.equals("article") || tag.equals("main") || element.attr("role").equals("main");
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
}
