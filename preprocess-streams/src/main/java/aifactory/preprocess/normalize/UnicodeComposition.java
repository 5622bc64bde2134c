package aifactory.preprocess.normalize;

import java.text.Normalizer;

/// Canonical composition (NFC): `e` + U+0301 → `é`, `か` + U+3099 → `が`. Compatibility forms are
/// left alone, because ① or full-width letters may be meant.
final class UnicodeComposition implements TextNormalizer {
  @Override
  public String normalize(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
