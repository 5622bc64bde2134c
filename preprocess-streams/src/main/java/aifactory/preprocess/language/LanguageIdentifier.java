package aifactory.preprocess.language;

import aifactory.preprocess.document.Language;

/// Says which language a text is in. Pure and thread-safe; never fails, an unsure answer is `und`.
@FunctionalInterface
public interface LanguageIdentifier {
  Language identify(String text);
}
