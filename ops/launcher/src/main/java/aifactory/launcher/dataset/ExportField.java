package aifactory.launcher.dataset;

import java.util.List;

/// A field of a [Row], in the order of every format.
record ExportField(String name, Type type, String about) {
  /// What a field holds.
  enum Type {
    TEXT,
    NUMBER,
    COUNT
  }

  static final List<ExportField> ALL =
      List.of(
          text("id", "Version: SHA-256 of document id and text."),
          text("document_id", "SHA-256 of the canonical URL."),
          text("url", "Canonical URL."),
          text("title", "Title."),
          text("text", "Clean text, less paragraphs that another document holds."),
          text("language", "ISO 639-1."),
          number("quality", "0 to 1."),
          number("weight", "Weight in draws."),
          text("licence", "Licence tag, unknown where nobody named one."),
          text("source_id", "Source."),
          text("source_type", "web, rss, wikipedia, ..."),
          text("domain", "Host without port."),
          text("split", "TRAIN or EVALUATION."),
          count("characters", "Code points of the text."),
          count("utf8_bytes", "Bytes of the text in UTF-8."),
          text("fetched_at", "When its bytes were received, ISO 8601."));

  private static ExportField text(String name, String about) {
    return new ExportField(name, Type.TEXT, about);
  }

  private static ExportField number(String name, String about) {
    return new ExportField(name, Type.NUMBER, about);
  }

  private static ExportField count(String name, String about) {
    return new ExportField(name, Type.COUNT, about);
  }
}
