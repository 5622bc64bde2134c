package aifactory.preprocess.document;

import aifactory.event.DocumentFetched;
import aifactory.event.Split;

/// A document on its way to the corpus; each step adds what it found.
///
/// @param fetched the raw document
/// @param text empty before extraction
/// @param weight of the source before, of the document after weighing
/// @param quality 0..1, 0 before scoring
public record Draft(
    Origin origin,
    DocumentFetched fetched,
    String title,
    String text,
    Language language,
    String licence,
    double quality,
    double weight,
    Split split)
    implements Judgement {
  private static final String UNKNOWN_LICENCE = "unknown";
  private static final int MAX_TITLE = 500;
  private static final int MAX_LICENCE = 100;

  public Draft {
    title = title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
    licence = licence.length() <= MAX_LICENCE ? licence : licence.substring(0, MAX_LICENCE);
  }

  /// A document before the first step.
  public static Draft of(Origin origin, DocumentFetched fetched) {
    String licence = fetched.getLicence() == null ? UNKNOWN_LICENCE : fetched.getLicence();
    return new Draft(origin, fetched, "", "", Language.UNDETERMINED, licence, 0, 1, Split.TRAIN);
  }

  public Draft withText(String newTitle, String newText) {
    return new Draft(origin, fetched, newTitle, newText, language, licence, quality, weight, split);
  }

  public Draft withLanguage(Language found) {
    return new Draft(origin, fetched, title, text, found, licence, quality, weight, split);
  }

  public Draft withLicence(String found) {
    return new Draft(origin, fetched, title, text, language, found, quality, weight, split);
  }

  public Draft withWeight(double newQuality, double newWeight) {
    return new Draft(origin, fetched, title, text, language, licence, newQuality, newWeight, split);
  }

  public Draft withSplit(Split side) {
    return new Draft(origin, fetched, title, text, language, licence, quality, weight, side);
  }

  /// Whether nobody has said what the licence is.
  public boolean hasUnknownLicence() {
    return licence.equals(UNKNOWN_LICENCE);
  }
}
