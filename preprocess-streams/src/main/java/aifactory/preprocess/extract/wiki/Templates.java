package aifactory.preprocess.extract.wiki;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Replaces templates and parameters, inner ones first, by what a reader sees of them (see
/// [TemplateRules]). One walk with a stack of open braces, as MediaWiki's preprocessor does it;
/// braces that never close are text.
final class Templates {
  private static final int TEMPLATE = 2;
  private static final int PARAMETER = 3;
  private static final int MAX_DEPTH = 100; // deeper braces are text

  /// Open braces with the parts collected since, split at bars.
  private static final class Open {
    private int braces;
    private final List<StringBuilder> parts = new ArrayList<>(List.of(new StringBuilder()));
    private int links;

    Open(int braces) {
      this.braces = braces;
    }

    StringBuilder last() {
      return parts.getLast();
    }

    List<String> written() {
      return parts.stream().map(StringBuilder::toString).toList();
    }
  }

  private final String text;
  private final Deque<Open> stack = new ArrayDeque<>();

  private Templates(String text) {
    this.text = text;
    stack.push(new Open(0));
  }

  static String expand(String text) {
    return text.contains("{{") ? new Templates(text).walk() : text;
  }

  private String walk() {
    int place = 0;
    while (place < text.length()) {
      char c = text.charAt(place);
      int run = "{}[]".indexOf(c) >= 0 ? run(c, place) : 1;
      if (c == '{' && run >= TEMPLATE && stack.size() < MAX_DEPTH) {
        stack.push(new Open(run));
        place += run;
      } else if (c == '}' && run >= TEMPLATE && stack.size() > 1) {
        place += close(run);
      } else if (c == '|' && stack.size() > 1 && top().links == 0) {
        top().parts.add(new StringBuilder());
        place++;
      } else {
        countLinks(c, run);
        top().last().append(text, place, place + run);
        place += run;
      }
    }
    while (stack.size() > 1) {
      flatten();
    }
    return top().last().toString();
  }

  private void countLinks(char c, int run) {
    if (c == '[' && run >= 2) {
      top().links++;
    } else if (c == ']' && run >= 2 && top().links > 0) {
      top().links--;
    }
  }

  /// Closes as many braces as match; answers how many were used.
  private int close(int run) {
    int used = 0;
    while (run - used >= TEMPLATE && stack.size() > 1 && top().braces >= TEMPLATE) {
      int matched = Math.min(Math.min(run - used, top().braces), PARAMETER);
      Open open = stack.pop();
      String seen =
          matched == PARAMETER ? parameter(open.written()) : TemplateRules.render(open.written());
      int left = open.braces - matched;
      if (left >= TEMPLATE) {
        Open outer = new Open(left);
        outer.last().append(seen);
        stack.push(outer);
      } else {
        top().last().append("{".repeat(left)).append(seen);
      }
      used += matched;
    }
    if (used == 0) {
      top().last().append("}".repeat(run));
      return run;
    }
    return used;
  }

  private static String parameter(List<String> parts) {
    return parts.size() > 1 ? parts.get(1) : "";
  }

  private void flatten() {
    Open open = stack.pop();
    top().last().append("{".repeat(open.braces)).append(String.join("|", open.written()));
  }

  private Open top() {
    return stack.element();
  }

  private int run(char c, int place) {
    int end = place;
    while (end < text.length() && text.charAt(end) == c) {
      end++;
    }
    return end - place;
  }
}
