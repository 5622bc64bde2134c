package aifactory.preprocess.extract;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// Length of an element's text with runs of white space as one, without writing it.
final class TextLength implements NodeFilter {
  private final int limit;
  private int length;
  private boolean spaced = true;

  private TextLength(int limit) {
    this.limit = limit;
  }

  /// The length, or `limit` if it is not shorter than that.
  static int upTo(Element element, int limit) {
    TextLength counting = new TextLength(limit);
    NodeTraversor.filter(counting, element);
    return Math.min(limit, counting.length);
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      add(words.getWholeText());
    } else if (node instanceof Element element && element.isBlock() && !spaced) {
      spaced = true;
      length++;
    }
    return length >= limit ? FilterResult.STOP : FilterResult.CONTINUE;
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
