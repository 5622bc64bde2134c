package aifactory.preprocess.extract;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// Length of a text as nodes are walked through in order, with runs of white space as one; nothing
/// is written.
final class TextLength {
  private int length;
  private boolean spaced = true;

  /// The length of an element's text, or `limit` if it is not shorter than that.
  static int upTo(Element element, int limit) {
    TextLength counting = new TextLength();
    NodeTraversor.filter(
        (NodeFilter)
            (node, depth) -> {
              counting.add(node);
              return counting.length >= limit
                  ? NodeFilter.FilterResult.STOP
                  : NodeFilter.FilterResult.CONTINUE;
            },
        element);
    return Math.min(limit, counting.length);
  }

  /// A node's own part.
  void add(Node node) {
    if (node instanceof TextNode words) {
      add(words.getWholeText());
    } else if (node instanceof Element element && element.isBlock() && !spaced) {
      spaced = true;
      length++;
    }
  }

  int length() {
    return length;
  }

  private void add(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean space = c == ' ' || c >= '\t' && c <= '\r' || c == '\u00A0';
      length += space && spaced ? 0 : 1;
      spaced = space;
    }
  }
}
