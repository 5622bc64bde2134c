package aifactory.preprocess.normalize;

import java.util.List;

/// The normalizers, in the order they are applied: later ones rely on earlier ones.
public final class NormalizerCatalogue {
  private static final List<TextNormalizer> ORDERED =
      List.of(
          new MojibakeRepair(), // first: what was misread may hold what the others look for
          new InvisibleCharacters(), // before composition: they stand between a letter and its mark
          new UnicodeComposition(), // accents and kana marks joined with their letters
          new WhiteSpace()); // one space, at most one empty line

  private NormalizerCatalogue() {}

  public static List<TextNormalizer> ordered() {
    return ORDERED;
  }

  /// The text after all of them.
  public static String normalize(String text) {
    String current = text;
    for (TextNormalizer normalizer : ORDERED) {
      current = normalizer.normalize(current);
    }
    return current;
  }
}
