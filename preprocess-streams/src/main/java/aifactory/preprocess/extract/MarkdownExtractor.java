package aifactory.preprocess.extract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Markdown as CommonMark reads it, with tables: marks and addresses of links go, code and its line
/// breaks stay. The title is that of the front matter, else the first heading.
final class MarkdownExtractor implements TextExtractor {
  private static final List<org.commonmark.Extension> EXTENSIONS =
      List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---[ \\t]*\\n(.{0,10000}?)\\n---[ \\t]*(?:\\n|\\z)", Pattern.DOTALL);
  private static final Pattern TITLE =
      Pattern.compile("(?m)^title:[ \\t]*[\"']?(.*?)[\"']?[ \\t]*$");

  @Override
  public Extracted extract(Content content) {
    String source = content.decoded().replace("\r\n", "\n");
    Matcher front = FRONT_MATTER.matcher(source);
    boolean hasFront = front.find();
    Document page = page(hasFront ? source.substring(front.end()) : source);
    page.select("script, style, img, rt, rp").remove();
    Element heading = page.selectFirst("h1, h2");
    Matcher named = TITLE.matcher(hasFront ? front.group(1) : "");
    String title = named.find() ? named.group(1) : heading == null ? "" : heading.text();
    return Extracted.of(title, MainContent.join(new BlockWriter().blocks(page.body())));
  }

  private static Document page(String source) {
    try {
      return Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(source)));
    } catch (StackOverflowError e) {
      // Thousands of quotes in each other: no text that anybody wrote; as it stands.
      Document page = Document.createShell("");
      page.body().appendElement("pre").text(source);
      return page;
    }
  }
}
