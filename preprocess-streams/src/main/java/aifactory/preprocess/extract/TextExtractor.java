package aifactory.preprocess.extract;

/// Makes text of one kind of content. Pure and thread-safe; malformed input yields what text there
/// is, never an exception.
@FunctionalInterface
public interface TextExtractor {
  Extracted extract(Content content);
}
