package aifactory.launcher.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// The product's own guide, `docs/ja/*.md`, rendered.
public final class JapaneseSite implements Site {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private final Map<String, Page> pages;

  private JapaneseSite(Map<String, Page> pages) {
    this.pages = pages;
  }

  /// The site over all Markdown files of a directory; empty when there are none.
  public static Optional<JapaneseSite> over(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    Map<String, String> titles = new TreeMap<>();
    Map<String, Page> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        String address = "/" + file.getFileName().toString().replaceAll("\\.md$", ".html");
        String markdown = Files.readString(file);
        String title = title(markdown, address);
        titles.put(address, title);
        pages.put(address, Layout.page("ja", title, html(markdown)));
      }
    }
    pages.put("/", Layout.page("ja", "手引き", "<h1>手引き</h1>" + Layout.links(titles)));
    pages.put(
        "/robots.txt",
        new Page("User-agent: *\nAllow: /\n".getBytes(StandardCharsets.UTF_8), "text/plain", "1"));
    return titles.isEmpty() ? Optional.empty() : Optional.of(new JapaneseSite(Map.copyOf(pages)));
  }

  private static String title(String markdown, String otherwise) {
    return markdown
        .lines()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse(otherwise);
  }

  private static String html(String markdown) {
    String html =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .build()
            .render(Parser.builder().extensions(TABLES).build().parse(markdown));
    return html.replaceAll("href=\"([\\w-]+)\\.md(#[^\"]*)?\"", "href=\"/$1.html\"");
  }

  @Override
  public String host() {
    return "ja.samples.localhost";
  }

  @Override
  public Optional<Page> at(String path) {
    return Optional.ofNullable(pages.get(path));
  }
}
