package aifactory.launcher.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Documentation that the build fetched, one folder per archive, each with a page of contents that
/// links all its pages.
public final class EnglishSite implements Site {
  private static final String CONTENTS = "contents.html";
  private static final String ROBOTS =
      """
      User-agent: *
      Disallow: /*/class-use/
      Disallow: /*/reference/api/
      """;

  private final Map<String, DocumentationArchive> archives = new LinkedHashMap<>();
  private final Map<String, Page> contents = new ConcurrentHashMap<>();

  private EnglishSite() {}

  /// The site over all jars in a directory; empty when there are none.
  public static Optional<EnglishSite> over(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    EnglishSite site = new EnglishSite();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        String name = jar.getFileName().toString().replaceAll("(-[0-9].*)?\\.jar$", "");
        site.archives.put(name, new DocumentationArchive(name, jar));
      }
    }
    return site.archives.isEmpty() ? Optional.empty() : Optional.of(site);
  }

  @Override
  public String host() {
    return "en.samples.localhost";
  }

  @Override
  public Optional<Page> at(String path) throws IOException {
    if (path.equals("/robots.txt")) {
      return Optional.of(
          new Page(ROBOTS.getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/plain", "1"));
    }
    if (path.equals("/")) {
      return Optional.of(start());
    }
    int slash = path.indexOf('/', 1);
    DocumentationArchive archive = slash < 0 ? null : archives.get(path.substring(1, slash));
    if (archive == null) {
      return Optional.empty();
    }
    String rest = path.substring(slash + 1);
    return rest.equals(CONTENTS) ? Optional.of(contentsOf(archive)) : archive.at(rest);
  }

  private Page start() {
    Map<String, String> links = new LinkedHashMap<>();
    archives.keySet().forEach(name -> links.put("/" + name + "/" + CONTENTS, name));
    return Layout.page("en", "Documentation", "<h1>Documentation</h1>" + Layout.links(links));
  }

  private Page contentsOf(DocumentationArchive archive) throws IOException {
    Page known = contents.get(archive.title());
    if (known != null) {
      return known;
    }
    String list = "<h1>" + archive.title() + "</h1>" + Layout.links(archive.pages());
    Page page = Layout.page("en", archive.title(), list);
    contents.put(archive.title(), page);
    return page;
  }

  /// Number of pages, start pages excluded.
  public int size() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (DocumentationArchive archive : archives.values()) {
      sizes.add(archive.pages().size());
    }
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }
}
