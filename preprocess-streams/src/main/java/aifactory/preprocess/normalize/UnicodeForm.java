package aifactory.preprocess.normalize;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/// Which of Unicode's normal forms texts are brought into: `UNICODE_FORM`.
public enum UnicodeForm implements TextNormalizer {
  /// Canonical composition: `e` + U+0301 → `é`, `か` + U+3099 → `が`. Compatibility forms are left
  /// alone, because ① or full-width letters may be meant.
  NFC(Normalizer.Form.NFC),
  /// And compatibility forms as what they stand for: `Ｌｉｎｕｘ` → `Linux`, `ﾀﾞ` → `ダ`, `①` → `1`.
  NFKC(Normalizer.Form.NFKC);

  private final Normalizer.Form form;

  UnicodeForm(Normalizer.Form form) {
    this.form = form;
  }

  /// @throws IllegalArgumentException listing the names there are
  public static UnicodeForm named(String name) {
    return Arrays.stream(values())
        .filter(form -> form.settingName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the Unicode form is nfc or nfkc, not " + name));
  }

  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String normalize(String text) {
    return Normalizer.isNormalized(text, form) ? text : Normalizer.normalize(text, form);
  }
}
