package aifactory.preprocess.normalize;

import java.util.List;

/// The normalizers, in the order they are applied: later ones rely on earlier ones.
public final class NormalizerCatalogue {
  private static final NormalizerCatalogue STANDARD = new NormalizerCatalogue(UnicodeForm.NFC);

  private final List<TextNormalizer> ordered;

  public NormalizerCatalogue(UnicodeForm form) {
    this.ordered =
        List.of(
            new MojibakeRepair(), // first: what was misread may hold what the others look for
            new InvisibleCharacters(), // before composition: they stand between letter and mark
            form, // accents and kana marks joined with their letters
            new WhiteSpace(), // one space, at most one empty line
            new RepeatedLines()); // after white space: lines that differ in it alone are the same
  }

  public List<TextNormalizer> ordered() {
    return ordered;
  }

  /// The first of them alone, to be measured.
  public static TextNormalizer repair() {
    return STANDARD.ordered.getFirst();
  }

  /// The text after all of them.
  public String applied(String text) {
    String current = text;
    for (TextNormalizer normalizer : ordered) {
      current = normalizer.normalize(current);
    }
    return current;
  }

  /// The text after all of them, in the default form.
  public static String normalize(String text) {
    return STANDARD.applied(text);
  }
}
