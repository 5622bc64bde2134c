package aifactory.preprocess.extract;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What surrounds the text of a page: removed by tag, by role, by the names designers give it.
final class Boilerplate {
  private static final String NEVER_TEXT =
      "script, style, noscript, template, svg, canvas, iframe, object, embed, video, audio, map,"
          + " head, button, select, input, textarea, datalist, dialog, menu, nav, footer,"
          + " rt, rp, rtc, a.headerlink, [hidden], [aria-hidden=true]"
          + ", [role=navigation], [role=banner], [role=contentinfo], [role=search],"
          + " [role=dialog], [role=alertdialog], [role=menu], [role=toolbar], [role=complementary]"
          + ", [style*=display:none], [style*=display: none]";
  private static final String OFTEN_BOILERPLATE = "header, aside, form";
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

  private Boilerplate() {}

  static void removeFrom(Document page) {
    page.select(NEVER_TEXT).remove();
    int all = Math.max(1, page.body().text().length());
    for (Element element : List.copyOf(page.select(OFTEN_BOILERPLATE))) {
      if (element.closest("article, main, [role=main]") == null) {
        removeUnlessLarge(element, all);
      }
    }
    for (Element element : List.copyOf(page.body().select("[class], [id]"))) {
      if (element != page.body() && isNamedSo(element)) {
        removeUnlessLarge(element, all);
      }
    }
    removeComments(page);
  }

  private static void removeComments(Document page) {
    for (Element element : List.copyOf(page.body().select("[class], [id]"))) {
      boolean section =
          element != page.body() && element.parent() != null && isCalled(element, COMMENTS);
      if (section && proseOutside(page, element) >= ARTICLE) {
        element.remove();
      }
    }
  }

  /// Characters in paragraphs outside an element.
  private static int proseOutside(Document page, Element element) {
    return prose(page.body()) - prose(element);
  }

  private static int prose(Element element) {
    return element.select("p").stream().mapToInt(p -> p.ownText().length()).sum();
  }

  private static boolean isNamedSo(Element element) {
    return isCalled(element, NAMED);
  }

  /// Long ids are headings' (`sharing-with-other-people`), not designers'.
  private static boolean isCalled(Element element, Pattern names) {
    String id = element.id().toLowerCase(Locale.ROOT);
    return names.matcher(element.className().toLowerCase(Locale.ROOT)).find()
        || id.split("[-_]+").length <= MAX_WORDS_OF_AN_ID && names.matcher(id).find();
  }

  private static void removeUnlessLarge(Element element, int all) {
    if (element.parent() != null && element.text().length() < MAX_SHARE_BY_NAME * all) {
      element.remove();
    }
  }
}
