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
  GOPHER_SHORT_DOC(
      "The text has few words (Gopher).", "words that are not punctuation alone", "FILTER_PROFILE"),
  GOPHER_LONG_DOC(
      "The text has too many words (Gopher).",
      "words that are not punctuation alone",
      "FILTER_PROFILE"),
  GOPHER_BELOW_AVG_THRESHOLD(
      "Its words are very short (Gopher).", "mean characters of words", "FILTER_PROFILE"),
  GOPHER_ABOVE_AVG_THRESHOLD(
      "Its words are very long (Gopher).", "mean characters of words", "FILTER_PROFILE"),
  GOPHER_TOO_MANY_HASHES("Many hash signs (Gopher).", "`#` per word", "FILTER_PROFILE"),
  GOPHER_TOO_MANY_ELLIPSIS("Many ellipses (Gopher).", "`...` and `…` per word", "FILTER_PROFILE"),
  GOPHER_TOO_MANY_BULLETS(
      "Nearly all lines are bullets (Gopher).", "share of lines", "FILTER_PROFILE"),
  GOPHER_TOO_MANY_END_ELLIPSIS(
      "Many lines break off (Gopher).", "share of lines that end in an ellipsis", "FILTER_PROFILE"),
  GOPHER_BELOW_ALPHA_THRESHOLD(
      "Many words have no letter (Gopher).", "share of words with a letter", "FILTER_PROFILE"),
  GOPHER_ENOUGH_STOP_WORDS(
      "Hardly a stop word occurs, so it is no prose (Gopher).",
      "different stop words",
      "FILTER_PROFILE"),
  DUP_PARA_FRAC("Many paragraphs came before (Gopher).", "share of paragraphs", "FILTER_PROFILE"),
  DUP_PARA_CHAR_FRAC(
      "Many paragraphs came before (Gopher).", "share of characters in them", "FILTER_PROFILE"),
  DUP_LINE_FRAC("Many lines came before (Gopher).", "share of lines", "FILTER_PROFILE"),
  DUP_LINE_CHAR_FRAC(
      "Many lines came before (Gopher).", "share of characters in them", "FILTER_PROFILE"),
  TOP_2_GRAM(
      "One pair of words is much of the text (Gopher).", "share of characters", "FILTER_PROFILE"),
  TOP_3_GRAM(
      "One run of 3 words is much of the text (Gopher).", "share of characters", "FILTER_PROFILE"),
  TOP_4_GRAM(
      "One run of 4 words is much of the text (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_5_N_GRAMS(
      "Runs of 5 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_6_N_GRAMS(
      "Runs of 6 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_7_N_GRAMS(
      "Runs of 7 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_8_N_GRAMS(
      "Runs of 8 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_9_N_GRAMS(
      "Runs of 9 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  DUPLICATED_10_N_GRAMS(
      "Runs of 10 words came before (Gopher).", "share of characters", "FILTER_PROFILE"),
  C4_LOREM_IPSUM("It is filler text (C4).", "lines with `lorem ipsum`", "FILTER_PROFILE"),
  C4_CURLY_BRACKET(
      "It is code rather than text (C4).", "lines with a curly bracket", "FILTER_PROFILE"),
  C4_TOO_FEW_SENTENCES(
      "Few sentences (C4).", "sentences in lines of 3 words or more", "FILTER_PROFILE"),
  FINEWEB_LINE_PUNCT_RATIO(
      "Few lines end like a sentence (FineWeb).", "share of lines", "FILTER_PROFILE"),
  FINEWEB_SHORT_LINE_RATIO(
      "Most lines are short (FineWeb).",
      "share of lines of 30 characters or less",
      "FILTER_PROFILE"),
  FINEWEB_CHAR_DUP_RATIO(
      "Lines came before (FineWeb).", "share of characters in repeated lines", "FILTER_PROFILE"),
  FINEWEB_LIST_RATIO(
      "It is a list rather than prose (FineWeb).", "newlines per word", "FILTER_PROFILE"),
  HOJICHAR_NOT_JAPANESE(
      "It says it is Japanese but has no kana (HojiChar).",
      "share of kana among letters",
      "FILTER_PROFILE"),
  HOJICHAR_CHAR_REPETITION(
      "Runs of 5 characters repeat (HojiChar).",
      "share of the most frequent runs",
      "FILTER_PROFILE"),
  HOJICHAR_SINGLE_CHARACTER(
      "One character is repeated on and on (HojiChar).",
      "longest run of one character",
      "FILTER_PROFILE"),
  HOJICHAR_TOO_SHORT_LINES(
      "Most lines are short (HojiChar).", "share of lines under 10 characters", "FILTER_PROFILE"),
  HOJICHAR_ENDING_ELLIPSIS(
      "Most lines break off (HojiChar).",
      "share of lines that end in an ellipsis",
      "FILTER_PROFILE"),
  HOJICHAR_TOO_MANY_NOUNS(
      "It is a list of names (HojiChar).", "share of nouns among words", "FILTER_PROFILE"),
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
