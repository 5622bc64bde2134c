package aifactory.walk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a host of the simulated web answers.
///
/// @param status 0 = it cuts the connection
record WebAnswer(int status, Map<String, String> headers, byte[] body) {
  static final WebAnswer CUT = new WebAnswer(0, Map.of(), new byte[0]);
  private static final Pattern PAGE = Pattern.compile("/p/(\\d{1,6})\\.html");
  private static final String TYPE = "Content-Type";

  static WebAnswer status(int status) {
    return new WebAnswer(status, Map.of(), new byte[0]);
  }

  static WebAnswer text(String type, byte[] body) {
    return new WebAnswer(200, Map.of(TYPE, type), body);
  }

  WebAnswer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new WebAnswer(status, more, body);
  }

  static WebAnswer page(WebServer web, WebHost host, String path) {
    Optional<String> target = web.redirect(host, path);
    if (target.isPresent()) {
      return status(302).with("Location", target.get());
    }
    if (host.trap().filter(trap -> trap.holds(path)).isPresent()) {
      WebTrap trap = host.trap().get();
      String text = "<p>" + trap.text(path) + "</p>";
      return page(host, "Page of " + trap, text, trap.links(path), 0);
    }
    int number = number(path);
    if (number < 0 || number >= host.pages()) {
      return path.equals("/private/open.html")
          ? page(host, "Open", WebText.paragraphs(host, 1_000), List.of("/"), 0)
          : status(404);
    }
    String title = "Page " + number + " of host " + host.number();
    return page(
        host, title, WebText.paragraphs(host, number), web.world().links(host, number), number);
  }

  private static int number(String path) {
    Matcher page = PAGE.matcher(path);
    if (page.matches()) {
      return Integer.parseInt(page.group(1));
    }
    return path.equals("/") ? 0 : -1;
  }

  /// The character set is told by the header, in the page, or, where the bytes tell it themselves,
  /// not at all.
  private static WebAnswer page(
      WebHost host, String title, String text, List<String> links, int number) {
    Charset charset = host.charset();
    String name = charset.name().equals("windows-31j") ? "Shift_JIS" : charset.name();
    boolean silent = WebText.isJapanese(charset) && number % 3 == 2;
    boolean inPage = !silent && number % 3 == 1;
    StringBuilder page = new StringBuilder("<!doctype html><html><head>");
    if (inPage) {
      page.append("<meta charset=\"").append(name).append("\">");
    }
    page.append("<title>").append(title).append("</title></head><body><main><h1>").append(title);
    page.append("</h1>\n").append(text).append("</main><nav><ul>\n");
    for (String link : links) {
      page.append("<li><a href=\"").append(link.replace("&", "&amp;")).append("\">more</a></li>\n");
    }
    page.append("</ul></nav></body></html>\n");
    String type = silent || inPage ? "text/html" : "text/html; charset=" + name;
    Charset bytes = charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : charset;
    return text(type, page.toString().getBytes(bytes));
  }
}
