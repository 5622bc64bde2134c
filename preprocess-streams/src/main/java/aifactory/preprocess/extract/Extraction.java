package aifactory.preprocess.extract;

import aifactory.preprocess.document.RejectionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of reading a content: text, or a named reason why there is none.
public sealed interface Extraction {
  /// More control bytes than this are no text.
  double MAX_CONTROL_BYTE_SHARE = 0.02;

  /// The text, which may be empty.
  record Found(Extracted extracted) implements Extraction {}

  /// There is no text.
  ///
  /// @param measure what was measured, null where nothing is
  record Refused(
      RejectionReason reason, @Nullable Double measure, @Nullable Double threshold, String detail)
      implements Extraction {}

  /// Reads a content with the extractor for its type.
  static Extraction of(Content content) {
    Optional<TextExtractor> extractor = ExtractorCatalogue.of(content);
    if (extractor.isEmpty()) {
      return new Refused(RejectionReason.UNSUPPORTED_CONTENT, null, null, content.contentType());
    }
    double controlBytes = ExtractorCatalogue.isPacked(content) ? 0 : content.controlByteShare();
    if (controlBytes > MAX_CONTROL_BYTE_SHARE) {
      return new Refused(
          RejectionReason.BINARY_CONTENT,
          controlBytes,
          MAX_CONTROL_BYTE_SHARE,
          "served as " + content.contentType());
    }
    return new Found(extractor.get().extract(content));
  }
}
