package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// The elements of a page that may say something about it, found in one pass: `meta` by name, and
/// whatever has a relation, a property, a time or an author's class.
final class MarkedElements implements NodeVisitor {
  private static final List<String> NAMES = List.of("property", "name", "http-equiv", "itemprop");

  private final Map<String, String> metas = new HashMap<>();
  private final List<Element> marked = new ArrayList<>();

  private MarkedElements() {}

  static MarkedElements of(Document page) {
    MarkedElements marked = new MarkedElements();
    page.traverse(marked);
    return marked;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element && element.attributesSize() > 0) {
      String tag = element.normalName();
      if (tag.equals("meta")) {
        name(element);
      }
      if (tag.equals("time") || isMarked(element)) {
        marked.add(element);
      }
    }
  }

  private static boolean isMarked(Element element) {
    if (element.hasAttr("rel") || element.hasAttr("itemprop") || element.hasAttr("name")) {
      return true;
    }
    String classes = element.className();
    return !classes.isEmpty()
        && (classes.contains("byline")
            || classes.contains("author")
            || classes.contains("published"));
  }

  /// The first element that has a name and a content is the one that counts.
  private void name(Element meta) {
    String content = meta.attr("content");
    if (content.isBlank()) {
      return;
    }
    for (String attribute : NAMES) {
      String names = meta.attr(attribute);
      if (!names.isEmpty()) {
        for (String name : names.toLowerCase(Locale.ROOT).split("\\s+")) {
          metas.putIfAbsent(name, content.strip());
        }
      }
    }
  }

  /// The content of the first `<meta>` of that name; null when there is none.
  @Nullable String meta(String name) {
    return metas.get(name);
  }

  /// Those that a selector means, in the order of the page.
  List<Element> select(Document page, Evaluator selector) {
    return marked.stream().filter(element -> selector.matches(page, element)).toList();
  }
}
