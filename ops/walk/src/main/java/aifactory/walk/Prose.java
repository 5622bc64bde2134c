package aifactory.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Real prose out of the documentation jars that the sample sites are served from.
final class Prose {
  private static final int MIN_CHARACTERS = 600;
  private static final String PAGES =
      ".*/(tasks|concepts|guide)/.*html?|(tasks|concepts|guide)/.*html?";

  private Prose() {}

  /// Different texts of pages, always in the same order.
  ///
  /// @param archives directory of documentation jars
  /// @param limit texts at most
  static List<String> of(Path archives, int limit) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    for (Path jar : jars(archives)) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
          if (texts.size() < limit && entry.getName().matches(PAGES)) {
            String html =
                new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            String text = text(html);
            if (text.length() >= MIN_CHARACTERS) {
              texts.add(text);
            }
          }
        }
      }
    }
    return List.copyOf(texts);
  }

  private static List<Path> jars(Path archives) throws IOException {
    try (Stream<Path> files = Files.list(archives)) {
      return files
          .filter(file -> file.getFileName().toString().contains("doc.user"))
          .sorted()
          .toList();
    }
  }

  private static String text(String html) {
    return html.replaceAll("(?is)<(script|style|head).*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("&[a-z#0-9]+;", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
