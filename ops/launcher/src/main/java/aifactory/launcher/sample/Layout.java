package aifactory.launcher.sample;

import java.util.Map;

/// The frame around pages that we write ourselves: title, navigation apart from the text, article.
final class Layout {
  private Layout() {}

  static Page page(String language, String title, String article) {
    return Page.html(
        """
        <!DOCTYPE html>
        <html lang="%s">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body>
        <nav><a href="/">%s</a></nav>
        <main><article>
        %s
        </article></main>
        </body>
        </html>
        """
            .formatted(
                language, escape(title), language.equals("ja") ? "目次" : "Contents", article));
  }

  /// A list of links, by address.
  static String links(Map<String, String> titles) {
    StringBuilder list = new StringBuilder("<ul>\n");
    titles.forEach((address, title) ->
        list.append("<li><a href=\"%s\">%s</a></li>%n".formatted(address, escape(title))));
    return list.append("</ul>").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
