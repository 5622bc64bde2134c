package aifactory.preprocess.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// Writes an element as text blocks: a block element begins a new block, cells of a table row stand
/// on one line, `<br>` breaks the line, `<pre>` keeps its lines. For one use.
final class BlockWriter implements NodeVisitor {
  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "caption");
  private static final Set<String> ITEMS = Set.of("li", "dt", "dd", "summary");
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final String CELL_SEPARATOR = " | ";

  private final List<TextBlock> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private TextBlock.Kind kind = TextBlock.Kind.PARAGRAPH;
  private int linkCharacters;
  private int linkDepth;
  private int preDepth;
  private int rowDepth;

  List<TextBlock> blocks(Element root) {
    root.traverse(this);
    flush();
    return blocks;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words.getWholeText());
    } else if (node instanceof Element element) {
      open(element);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      close(element);
    }
  }

  private void open(Element element) {
    String tag = element.normalName();
    switch (tag) {
      case "a" -> linkDepth++;
      case "br" -> text.append('\n');
      case "tr" -> {
        flush();
        rowDepth++;
        kind = TextBlock.Kind.ROW;
      }
      case "pre", "listing" -> {
        flush();
        preDepth++;
        kind = TextBlock.Kind.PREFORMATTED;
      }
      default -> openOther(element, tag);
    }
  }

  private void openOther(Element element, String tag) {
    if (CELLS.contains(tag)) {
      if (!text.toString().isBlank()) {
        text.append(CELL_SEPARATOR);
      }
    } else if (element.isBlock() && rowDepth == 0) {
      flush();
      kind =
          HEADINGS.contains(tag)
              ? TextBlock.Kind.HEADING
              : ITEMS.contains(tag) ? TextBlock.Kind.ITEM : TextBlock.Kind.PARAGRAPH;
    } else if (element.isBlock()) {
      text.append(' ');
    }
  }

  private void close(Element element) {
    String tag = element.normalName();
    switch (tag) {
      case "a" -> linkDepth--;
      case "tr" -> {
        rowDepth--;
        flush();
      }
      case "pre", "listing" -> {
        flush();
        preDepth--;
      }
      default -> {
        if (element.isBlock() && rowDepth == 0) {
          flush();
        }
      }
    }
  }

  private void append(String words) {
    int before = text.length();
    if (preDepth > 0) {
      text.append(words);
    } else {
      appendCollapsed(words);
    }
    if (linkDepth > 0) {
      linkCharacters += text.length() - before;
    }
  }

  private void appendCollapsed(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      if (!space) {
        text.append(c);
      } else if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
        text.append(' ');
      }
    }
  }

  private void flush() {
    String written = preDepth > 0 ? text.toString().stripTrailing() : text.toString().strip();
    if (!written.isBlank()) {
      blocks.add(new TextBlock(written, Math.min(linkCharacters, written.length()), kind));
    }
    text.setLength(0);
    linkCharacters = 0;
    kind = preDepth > 0 ? TextBlock.Kind.PREFORMATTED : TextBlock.Kind.PARAGRAPH;
  }
}
