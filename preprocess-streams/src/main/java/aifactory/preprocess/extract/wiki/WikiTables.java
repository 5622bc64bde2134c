package aifactory.preprocess.extract.wiki;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Tables become one line per row, cells joined by ` | `; attributes go. For one use.
final class WikiTables {
  private static final Pattern OPEN = Pattern.compile("[\\s:*#]*\\{\\|.*");
  private static final Pattern CELL_BREAK = Pattern.compile("\\|\\|");
  private static final Pattern HEAD_BREAK = Pattern.compile("!!|\\|\\|");
  private static final Pattern ATTRIBUTES =
      Pattern.compile(
          "(?:\\s*[\\w-]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s|\"']*)|\\s*nowrap)*[\\s\"']*");
  private static final int MAX_ATTRIBUTES = 500;
  private static final String SEPARATOR = " | ";

  private final Deque<List<String>> open = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  private WikiTables() {}

  static String write(String text) {
    return text.contains("{|") ? new WikiTables().walk(text) : text;
  }

  private String walk(String text) {
    for (String line : text.split("\n", -1)) {
      String bare = line.strip();
      if (OPEN.matcher(line).matches()) {
        flush();
        open.push(new ArrayList<>());
      } else if (open.isEmpty()) {
        out.append(line).append('\n');
      } else {
        inTable(bare);
      }
    }
    flush();
    return out.toString();
  }

  private void inTable(String line) {
    List<String> row = open.element();
    if (line.startsWith("|}")) {
      flush();
      open.pop();
      out.append(line.substring(2)).append('\n');
    } else if (line.startsWith("|-")) {
      flush();
    } else if (line.startsWith("|+")) {
      flush();
      row.add(withoutAttributes(line.substring(2)));
      flush();
    } else if (line.startsWith("|")) {
      addCells(row, CELL_BREAK.split(line.substring(1), -1));
    } else if (line.startsWith("!")) {
      addCells(row, HEAD_BREAK.split(line.substring(1), -1));
    } else if (!line.isEmpty()) {
      String before = row.isEmpty() ? "" : row.removeLast();
      row.add((before + " " + line.replaceFirst("^[*#:;]+\\s*", "")).strip());
    }
  }

  private static void addCells(List<String> row, String... cells) {
    for (String cell : cells) {
      row.add(withoutAttributes(cell));
    }
  }

  private static String withoutAttributes(String cell) {
    int bar = cell.indexOf('|');
    boolean attributes =
        bar >= 0 && bar < MAX_ATTRIBUTES && ATTRIBUTES.matcher(cell.substring(0, bar)).matches();
    return (attributes ? cell.substring(bar + 1) : cell).strip();
  }

  private void flush() {
    if (open.isEmpty()) {
      return;
    }
    List<String> row = open.element();
    List<String> filled =
        row.stream()
            .map(cell -> cell.replace(String.valueOf(Wikitext.DROPPED), "").strip())
            .filter(cell -> !cell.isEmpty())
            .toList();
    if (!filled.isEmpty()) {
      out.append(String.join(SEPARATOR, filled)).append('\n');
    }
    row.clear();
  }
}
