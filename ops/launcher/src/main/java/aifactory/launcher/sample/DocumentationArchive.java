package aifactory.launcher.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Pages of a documentation jar, served out of the jar.
final class DocumentationArchive {
  /// Generated reference pages, which repeat each other and drown the prose.
  private static final List<String> LEFT_OUT = List.of("class-use/", "reference/api/");

  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /// Titles stand in the head; more need not be read of each page.
  private static final int HEAD_BYTES = 4096;

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "css", "text/css",
          "js", "text/javascript",
          "png", "image/png",
          "gif", "image/gif",
          "svg", "image/svg+xml",
          "txt", "text/plain");

  private final String title;
  private final ZipFile archive;

  DocumentationArchive(String title, Path jar) throws IOException {
    this.title = title;
    this.archive = new ZipFile(jar.toFile());
  }

  String title() {
    return title;
  }

  Optional<Page> at(String path) throws IOException {
    ZipEntry entry = archive.getEntry(path);
    if (entry == null || entry.isDirectory() || isLeftOut(path)) {
      return Optional.empty();
    }
    byte[] body = archive.getInputStream(entry).readAllBytes();
    String tag = Long.toHexString(entry.getCrc()) + "-" + body.length;
    return Optional.of(new Page(body, contentType(path), tag));
  }

  /// Title of every page by path.
  Map<String, String> pages() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    List<? extends ZipEntry> entries = new ArrayList<>(archive.stream().toList());
    for (ZipEntry entry : entries) {
      if (isHtml(entry.getName()) && !isLeftOut(entry.getName())) {
        pages.put(entry.getName(), pageTitle(entry));
      }
    }
    return pages;
  }

  private String pageTitle(ZipEntry entry) throws IOException {
    byte[] head = archive.getInputStream(entry).readNBytes(HEAD_BYTES);
    Matcher found = TITLE.matcher(new String(head, StandardCharsets.UTF_8));
    String text = found.find() ? found.group(1).replaceAll("\\s+", " ").strip() : "";
    return text.isEmpty() ? entry.getName() : text;
  }

  private static boolean isLeftOut(String path) {
    return LEFT_OUT.stream().anyMatch(path::contains);
  }

  private static boolean isHtml(String path) {
    return path.endsWith(".html") || path.endsWith(".htm");
  }

  private static String contentType(String path) {
    if (isHtml(path)) {
      return "text/html; charset=utf-8";
    }
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return CONTENT_TYPES.getOrDefault(extension, "application/octet-stream");
  }
}
