package aifactory.preprocess.explain;

import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.language.LanguageIdentifier;
import aifactory.preprocess.language.NgramIdentifier;
import aifactory.preprocess.language.ScriptFirstIdentifier;

/// The identifier of the flow with the default bound, loaded when a question needs it.
final class Identifier {
  static final LanguageIdentifier SHARED =
      new ScriptFirstIdentifier(
          NgramIdentifier.load(JudgingSettings.DEFAULTS.minLanguageConfidence()));

  private Identifier() {}
}
