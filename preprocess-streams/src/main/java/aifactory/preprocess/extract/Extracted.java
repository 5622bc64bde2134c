package aifactory.preprocess.extract;

import org.jspecify.annotations.Nullable;

/// What an extractor found.
///
/// @param title empty when there is none
/// @param text main text, not yet normalised; empty when there is none
/// @param claims what the document says of itself
public record Extracted(String title, String text, Claims claims) {

  /// What a document says of itself; null where it says nothing.
  ///
  /// @param language as written, lower case
  /// @param licence tag such as `cc-by-4.0`
  /// @param author names, joined by commas
  /// @param published ISO 8601 date or time where it can be read as one, else as written
  /// @param canonicalUrl the address it wants to be known by
  public record Claims(
      @Nullable String language,
      @Nullable String licence,
      @Nullable String author,
      @Nullable String published,
      @Nullable String canonicalUrl) {
    public static final Claims NONE = new Claims(null, null, null, null, null);
  }

  /// A document that says nothing of itself.
  public static Extracted of(String title, String text) {
    return new Extracted(title, text, Claims.NONE);
  }
}
