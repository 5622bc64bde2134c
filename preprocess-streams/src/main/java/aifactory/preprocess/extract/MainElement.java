package aifactory.preprocess.extract;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// The innermost container that holds nearly all of a page's text that is no link: what stands
/// beside it (teasers, lists of other pages, notices) is not the page's own.
final class MainElement {
  private static final double SHARE = 0.75;
  private static final Set<String> CONTAINERS =
      Set.of(
          "div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "span",
          "form");

  private MainElement() {}

  static Element of(Element body) {
    Map<Element, Integer> own = ownText(body);
    double wanted = SHARE * own.getOrDefault(body, 0);
    Element chosen = body;
    for (Element next = body; next != null; ) {
      chosen = next;
      next = null;
      for (Element child : chosen.children()) {
        if (own.getOrDefault(child, 0) >= wanted && wanted > 0 && isContainer(child)) {
          next = child;
          break;
        }
      }
    }
    return chosen;
  }

  /// Characters outside links in every element; sums go up the tree once, without recursion.
  private static Map<Element, Integer> ownText(Element body) {
    Map<Element, Integer> own = new IdentityHashMap<>();
    NodeTraversor.traverse(
        new NodeVisitor() {
          private int links;

          @Override
          public void head(Node node, int depth) {
            if (node instanceof Element element && element.normalName().equals("a")) {
              links++;
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              links -= element.normalName().equals("a") ? 1 : 0;
            }
            int text =
                node instanceof Element element
                    ? own.getOrDefault(element, 0)
                    : node instanceof TextNode words && links == 0
                        ? words.text().strip().length()
                        : 0;
            if (text > 0 && node != body && node.parent() instanceof Element parent) {
              own.merge(parent, text, Integer::sum);
            }
          }
        },
        body);
    return own;
  }

  /// A table with heads of columns holds facts; one without may lay out a page.
  private static boolean isFigures(Element element) {
    return element.normalName().equals("table")
        && element.selectFirst("th") != null
        && element.selectFirst("table table") == null;
  }

  private static boolean isContainer(Element element) {
    return CONTAINERS.contains(element.normalName())
        && !isFigures(element)
        && element.children().stream().anyMatch(Element::isBlock);
  }
}
