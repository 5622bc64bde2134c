package aifactory.preprocess.document;

/// A language and how sure it is.
///
/// @param code ISO 639-1, 639-3 where there is none, `und` when unsure
/// @param confidence 0..1
public record Language(String code, double confidence) {
  public static final Language UNDETERMINED = new Language("und", 0);
}
