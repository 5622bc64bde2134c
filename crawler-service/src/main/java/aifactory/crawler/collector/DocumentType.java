package aifactory.crawler.collector;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Content types of files that are documents, by the end of their name.
final class DocumentType {
  static final String JSON_LINES = "application/jsonl";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("xhtml", "application/xhtml+xml"),
          Map.entry("txt", "text/plain"),
          Map.entry("text", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("rst", "text/x-rst"),
          Map.entry("wiki", "text/x-wiki"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("jsonl", JSON_LINES),
          Map.entry("ndjson", JSON_LINES));

  private DocumentType() {}

  /// @param name of a file
  static Optional<String> of(String name) {
    return Optional.ofNullable(
        TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
  }
}
