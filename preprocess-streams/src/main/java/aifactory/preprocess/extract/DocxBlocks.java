package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// WordprocessingML as text blocks: a paragraph each, the cells of a table row on one line. For one
/// use.
final class DocxBlocks implements NodeFilter {
  private static final Set<String> LEFT_OUT =
      Set.of("w:del", "w:movefrom", "w:rt", "w:instrtext", "w:deltext", "w:rpr", "mc:fallback");

  private final List<TextBlock> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private TextBlock.Kind kind = TextBlock.Kind.PARAGRAPH;
  private int rowDepth;

  List<TextBlock> of(Element root) {
    root.filter(this);
    flush();
    return blocks;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      boolean isText = words.parent() instanceof Element parent && isText(parent);
      text.append(isText ? words.getWholeText() : "");
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    String tag = element.normalName();
    if (LEFT_OUT.contains(tag)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    return open(element, tag);
  }

  private static boolean isText(Element element) {
    return element.normalName().equals("w:t");
  }

  private FilterResult open(Element element, String tag) {
    switch (tag) {
      case "w:ppr" -> {
        if (rowDepth == 0 && element.selectFirst("w|numPr") != null) {
          kind = TextBlock.Kind.ITEM;
        }
        return FilterResult.SKIP_ENTIRELY;
      }
      case "w:p" -> {
        if (rowDepth > 0) {
          space();
        } else {
          flush();
        }
      }
      case "w:tr" -> {
        if (rowDepth++ == 0) {
          flush();
          kind = TextBlock.Kind.ROW;
        }
      }
      case "w:tc" -> text.append(text.toString().isBlank() ? "" : " | ");
      case "w:tab" -> space();
      case "w:br", "w:cr" -> text.append(rowDepth > 0 ? ' ' : '\n');
      default -> {}
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      switch (element.normalName()) {
        case "w:p" -> {
          if (rowDepth == 0) {
            flush();
          }
        }
        case "w:tr" -> {
          if (--rowDepth == 0) {
            flush();
          }
        }
        default -> {}
      }
    }
    return FilterResult.CONTINUE;
  }

  private void space() {
    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  private void flush() {
    String written = text.toString().strip();
    if (!written.isEmpty()) {
      blocks.add(new TextBlock(written, 0, kind));
    }
    text.setLength(0);
    kind = TextBlock.Kind.PARAGRAPH;
  }
}
