package aifactory.preprocess.document;

/// Why a document did not become corpus. Each name states the fact that is true when it fires;
/// dashboards and datasets keep these names for years.
public enum RejectionReason {
  INVALID_URL("The document names no usable URI, so it has no identity.", "", ""),
  POLICY_FORBIDS(
      "A source policy or a takedown forbids the document's use.", "", "`policy.sources`"),
  CONSENT_NOINDEX("The publisher asks robots not to index the page (`noindex`).", "", "consent"),
  CONSENT_NOAI(
      "The publisher asks not to be used for AI (`noai`, `noimageai` is ignored).", "", "consent"),
  CONSENT_TDM_RESERVED(
      "The publisher reserves text and data mining rights (`tdm-reservation: 1`).", "", "consent"),
  UNSUPPORTED_CONTENT("No extractor reads this content type.", "", "`ExtractorCatalogue`"),
  BINARY_CONTENT(
      "The bytes are not text, whatever the content type says.",
      "share of control bytes in the first 4 KiB",
      ""),
  NO_TEXT("The extractor found no text at all.", "", ""),
  TOO_LONG("The text is longer than one document may be.", "characters", "MAX_TEXT_CHARS"),
  TOO_SHORT(
      "The normalised text is shorter than training is worth.", "characters", "MIN_TRAIN_CHARS"),
  TOO_MANY_REPLACEMENT_CHARACTERS(
      "Much of the text did not decode: the charset was wrong.",
      "share of U+FFFD among characters",
      "MAX_REPLACEMENT_SHARE"),
  TOO_FEW_DISTINCT_CHARACTERS(
      "The text is made of very few different characters.",
      "mean of distinct characters per window of 256, so that length does not matter",
      "MIN_DISTINCT_CHARS"),
  TOO_FEW_LETTERS(
      "Most of the text is digits, punctuation or symbols.",
      "share of letters among characters that are not white space",
      "MIN_LETTER_SHARE"),
  TOO_MANY_URLS(
      "Much of the text is bare addresses.", "share of characters in URLs", "MAX_URL_SHARE"),
  TOO_REPETITIVE_LINES(
      "Much of the text says the same long lines again.",
      "share of characters in repeats of lines of 25 characters or more",
      "MAX_REPEATED_LINE_SHARE"),
  EXACT_DUPLICATE(
      "Another document holds exactly this text; the detail names the elder.",
      "",
      "ENABLE_TEXT_DEDUP");

  private final String meaning;
  private final String measure;
  private final String setting;

  RejectionReason(String meaning, String measure, String setting) {
    this.meaning = meaning;
    this.measure = measure;
    this.setting = setting;
  }

  /// In one sentence.
  public String meaning() {
    return meaning;
  }

  /// What is measured; empty where there is nothing to measure.
  public String measure() {
    return measure;
  }

  /// Where the bound is set; empty where there is none.
  public String setting() {
    return setting;
  }
}
