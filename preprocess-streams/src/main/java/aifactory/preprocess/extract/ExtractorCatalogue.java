package aifactory.preprocess.extract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which extractor reads which media type. Adding a format is one class and one line.
public final class ExtractorCatalogue {
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String PDF = "application/pdf";
  private static final String EPUB = "application/epub+zip";

  /// Types whose bytes are no text before they are read.
  private static final Set<String> PACKED = Set.of(DOCX, EPUB, PDF);

  private static final TextExtractor HTML = new HtmlExtractor();
  private static final TextExtractor PLAIN = new PlainTextExtractor();
  private static final TextExtractor MARKDOWN = new MarkdownExtractor();
  private static final TextExtractor WIKITEXT = new WikitextExtractor();

  private static final Map<String, TextExtractor> BY_MEDIA_TYPE =
      Map.ofEntries(
          Map.entry("text/html", HTML),
          Map.entry("application/xhtml+xml", HTML),
          Map.entry("text/plain", PLAIN),
          Map.entry("text/markdown", MARKDOWN),
          Map.entry("text/x-markdown", MARKDOWN),
          Map.entry("text/x-rst", PLAIN),
          Map.entry("text/x-aozora", new AozoraExtractor()),
          Map.entry(DOCX, new DocxExtractor()),
          Map.entry(EPUB, new EpubExtractor()),
          Map.entry(PDF, new PdfExtractor()),
          Map.entry("text/x-wiki", WIKITEXT),
          Map.entry("text/x-mediawiki", WIKITEXT));

  /// Types that say nothing: the bytes decide.
  private static final Set<String> SAYS_NOTHING =
      Set.of("", "application/octet-stream", "application/unknown", "*/*");

  private static final int SNIFFED_BYTES = 1024;

  private ExtractorCatalogue() {}

  /// Media types that have an extractor.
  public static Map<String, TextExtractor> byMediaType() {
    return BY_MEDIA_TYPE;
  }

  /// The extractor for a content, if there is one.
  public static Optional<TextExtractor> of(Content content) {
    String type = content.mediaType();
    return SAYS_NOTHING.contains(type)
        ? Optional.of(looksLikeHtml(content.body()) ? HTML : PLAIN)
        : Optional.ofNullable(BY_MEDIA_TYPE.get(type));
  }

  /// Whether bytes of a type may look like anything.
  static boolean isPacked(Content content) {
    return PACKED.contains(content.mediaType());
  }

  private static boolean looksLikeHtml(byte[] body) {
    String head =
        new String(body, 0, Math.min(body.length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return head.contains("<html") || head.contains("<!doctype html") || head.contains("<body");
  }
}
