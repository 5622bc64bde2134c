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
          + " rt, rp, rtc, [hidden], [aria-hidden=true]"
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
  }

  private static boolean isNamedSo(Element element) {
    String names = (element.className() + " " + element.id()).toLowerCase(Locale.ROOT);
    return NAMED.matcher(names).find();
  }

  private static void removeUnlessLarge(Element element, int all) {
    if (element.parent() != null && element.text().length() < MAX_SHARE_BY_NAME * all) {
      element.remove();
    }
  }
}
