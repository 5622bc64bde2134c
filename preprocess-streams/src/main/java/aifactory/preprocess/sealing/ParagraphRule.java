package aifactory.preprocess.sealing;

/// Which paragraphs dataset versions hold only once.
///
/// @param documents `MASK_PARAGRAPHS_FROM`: that so many surviving documents hold; 0 = none
/// @param minBytes `MASK_PARAGRAPHS_MIN_BYTES`: UTF-8 bytes; shorter ones may repeat
public record ParagraphRule(int documents, int minBytes) {
  public static final ParagraphRule DEFAULTS = new ParagraphRule(2, 100);

  /// Repeats nothing, masks nothing.
  public static final ParagraphRule OFF = new ParagraphRule(0, DEFAULTS.minBytes());

  boolean isOn() {
    return documents > 0;
  }
}
