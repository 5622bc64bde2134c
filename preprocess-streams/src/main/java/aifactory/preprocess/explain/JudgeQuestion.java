package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.document.Language;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.quality.FilterProfile;
import aifactory.preprocess.quality.MeasuredText;
import aifactory.preprocess.quality.QualityFilter;
import aifactory.preprocess.quality.QualityFilterCatalogue;
import aifactory.preprocess.quality.QualityScore;
import aifactory.preprocess.quality.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Would this text be accepted, and what was measured?
final class JudgeQuestion implements Question {
  @Override
  public String name() {
    return "judge";
  }

  @Override
  public String usage() {
    return "{\"text\", \"language\"?, \"profile\"?} ->"
        + " {\"accepted\",\"reason\",\"measures\",\"quality_score\",\"language\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    String text = Asked.text(asked, "text");
    Language language =
        Asked.optional(asked, "language")
            .map(code -> new Language(code, 1))
            .orElseGet(() -> Identifier.SHARED.identify(text));
    FilterProfile profile =
        Asked.optional(asked, "profile")
            .map(FilterProfile::named)
            .orElse(JudgingSettings.DEFAULTS.profile());
    MeasuredText measured = MeasuredText.of(text, language.code());
    QualityFilterCatalogue catalogue =
        new QualityFilterCatalogue(profile, JudgingSettings.DEFAULTS.thresholds());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode measures = JsonNodeFactory.instance.objectNode();
    String reason = null;
    for (QualityFilter filter : catalogue.ordered(language.code())) {
      Verdict verdict = filter.verdict(measured);
      boolean passed = verdict instanceof Verdict.Passed;
      measures
          .putObject(filter.reason().name())
          .put("measure", verdict.measure())
          .put("threshold", verdict.threshold())
          .put("passed", passed);
      reason = reason == null && !passed ? filter.reason().name() : reason;
    }
    answer.put("accepted", reason == null).put("reason", reason).set("measures", measures);
    return answer
        .put("quality_score", QualityScore.of(measured.statistics()).value())
        .put("language", language.code())
        .put("profile", profile.settingName());
  }
}
