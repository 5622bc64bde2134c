package aifactory.preprocess.extract.wiki;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Headings, list marks, bold and italic, switches: the marks go, the lines stay. A heading with
/// nothing under it goes, too.
final class WikiLines {
  private static final Pattern HEADING = Pattern.compile("(={1,6})\\s*(.+?)\\s*\\1\\s*");
  private static final Pattern LIST = Pattern.compile("[*#:;]+\\s*");
  private static final Pattern QUOTES = Pattern.compile("'{2,}");
  private static final Pattern SWITCH = Pattern.compile("__[A-Z]+__");
  private static final Pattern RULE = Pattern.compile("-{4,}");

  private WikiLines() {}

  /// @param level 1..6 for headings, 0 for other lines
  private record Line(String text, int level) {}

  static String write(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(line(line));
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.level() == 0) {
        out.append(line.text()).append('\n');
      } else if (hasContent(lines, i)) {
        out.append('\n').append(line.text()).append("\n\n");
      }
    }
    return out.toString();
  }

  private static Line line(String written) {
    String plain = SWITCH.matcher(written).replaceAll("");
    Matcher heading = HEADING.matcher(plain.strip());
    if (heading.matches()) {
      return new Line(withoutQuotes(heading.group(2)), heading.group(1).length());
    }
    Matcher list = LIST.matcher(plain);
    if (list.lookingAt()) {
      plain = plain.substring(list.end());
    }
    return new Line(
        RULE.matcher(withoutQuotes(plain).strip()).matches() ? "" : withoutQuotes(plain), 0);
  }

  /// Five quotes are bold and italic, four an apostrophe and bold.
  private static String withoutQuotes(String text) {
    return text.contains("''")
        ? QUOTES.matcher(text).replaceAll(run -> run.group().length() == 4 ? "'" : "")
        : text;
  }

  /// Whether text follows before a heading of the same or a higher level.
  private static boolean hasContent(List<Line> lines, int heading) {
    int level = lines.get(heading).level();
    for (int i = heading + 1; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.level() > 0 && line.level() <= level) {
        return false;
      }
      if (line.level() == 0 && !line.text().isBlank()) {
        return true;
      }
    }
    return false;
  }
}
