package aifactory.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The prose of manuals: of each page its paragraphs, without listings, tables and menus; and no
/// page that repeats the ones before it, as generated references do.
final class ManualProse {
  private static final Pattern PARAGRAPH =
      Pattern.compile("<p\\b[^>]*>.*?</p>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKUP = Pattern.compile("<[^>]+>|&#?\\w+;");
  private static final int PARAGRAPH_CHARACTERS = 60;
  private static final int PAGE_CHARACTERS = 1_000;
  private static final double MAX_REPEATED = 0.01;

  private final Path folder;
  private final SharedPhrases phrases = new SharedPhrases();
  private int pages;
  private long characters;

  /// @param folder is made anew
  ManualProse(Path folder) throws IOException {
    this.folder = folder;
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  /// Takes the pages under a folder, in the order of their names.
  void take(Path manual) throws IOException {
    try (Stream<Path> files = Files.walk(manual)) {
      for (Path page :
          files
              .filter(file -> file.toString().endsWith(".html") && Files.isRegularFile(file))
              .sorted()
              .toList()) {
        take(Files.readString(page, StandardCharsets.ISO_8859_1), page.getFileName().toString());
      }
    }
  }

  private void take(String html, String name) throws IOException {
    List<String> paragraphs =
        PARAGRAPH
            .matcher(html)
            .results()
            .map(found -> found.group())
            .filter(paragraph -> plain(paragraph).length() >= PARAGRAPH_CHARACTERS)
            .toList();
    String text = plain(String.join("\n", paragraphs));
    if (text.length() < PAGE_CHARACTERS || phrases.shareOf(text) > MAX_REPEATED) {
      return;
    }
    phrases.add(text);
    pages++;
    characters += text.length();
    Files.writeString(
        folder.resolve("%05d-%s".formatted(pages, name)),
        "<html lang=en><meta charset=utf-8><title>%s</title><main>%s</main></html>"
            .formatted(name, String.join("\n", paragraphs)),
        StandardCharsets.ISO_8859_1); // the bytes as they were
  }

  private static String plain(String html) {
    return MARKUP.matcher(html).replaceAll(" ").strip();
  }

  int pages() {
    return pages;
  }

  long characters() {
    return characters;
  }
}
