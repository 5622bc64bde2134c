package aifactory.preprocess.judge;

import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.document.Rejected;
import aifactory.preprocess.document.TextStatistics;
import aifactory.preprocess.quality.MeasuredText;
import aifactory.preprocess.quality.QualityFilter;
import aifactory.preprocess.quality.QualityScore;
import aifactory.preprocess.quality.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Judges a document with the very steps of the flow and says what each found. Changes nothing.
public final class Explainer {
  private final JudgingSteps steps;

  public Explainer(JudgingSteps steps) {
    this.steps = steps;
  }

  public Explanation explain(Judgement opened) {
    List<Explanation.Finding> findings = new ArrayList<>();
    Judgement current = opened;
    for (Map.Entry<String, JudgingStep> step : ordered().entrySet()) {
      if (current instanceof Draft draft) {
        if (step.getKey().equals("filter")) {
          findings.addAll(measures(draft));
        }
        current = step.getValue().judge(draft);
        findings.add(finding(step.getKey(), current));
      }
    }
    return switch (current) {
      case Draft draft -> new Explanation("ACCEPTED", findings, draft.title(), draft.text());
      case Rejected rejected -> {
        if (findings.isEmpty()) {
          findings.add(finding("locate", rejected));
        }
        yield new Explanation(rejected.reason().name(), findings, "", "");
      }
    };
  }

  private Map<String, JudgingStep> ordered() {
    Map<String, JudgingStep> ordered = new LinkedHashMap<>();
    ordered.put("consent", steps::consent);
    ordered.put("policy", steps::policy);
    ordered.put("extract", steps::extract);
    ordered.put("normalise", steps::normalise);
    ordered.put("language", steps::language);
    ordered.put("filter", steps::filter);
    ordered.put("weigh", steps::weigh);
    return ordered;
  }

  private List<Explanation.Finding> measures(Draft draft) {
    MeasuredText text = MeasuredText.of(draft.text(), draft.language().code());
    List<Explanation.Finding> findings = new ArrayList<>();
    for (QualityFilter filter : steps.filters(draft.language().code())) {
      Verdict verdict = filter.verdict(text);
      findings.add(
          new Explanation.Finding(
              "filter " + filter.reason(),
              verdict instanceof Verdict.Passed,
              filter.reason().measure(),
              verdict.measure(),
              verdict.threshold()));
    }
    return findings;
  }

  private static Explanation.Finding finding(String step, Judgement after) {
    return switch (after) {
      case Rejected rejected ->
          new Explanation.Finding(
              step,
              false,
              rejected.reason() + " " + rejected.detail(),
              rejected.measure(),
              rejected.threshold());
      case Draft draft ->
          new Explanation.Finding(
              step, true, OUTCOME.getOrDefault(step, d -> "").apply(draft), null, null);
    };
  }

  private static final Map<String, Function<Draft, String>> OUTCOME =
      Map.of(
          "policy", draft -> "licence " + draft.licence(),
          "extract", draft -> draft.text().length() + " UTF-16 units, licence " + draft.licence(),
          "normalise",
              draft -> draft.text().codePointCount(0, draft.text().length()) + " characters",
          "language", draft -> JudgingSteps.describe(draft.language()),
          "weigh", Explainer::parts);

  private static String parts(Draft draft) {
    QualityScore score = QualityScore.of(TextStatistics.of(draft.text()));
    return "quality %.3f = 0.45·%.2f length + 0.35·%.2f diversity + 0.20·%.2f prose − %.2f; weight %.3f, split %s"
        .formatted(
            score.value(),
            score.length(),
            score.diversity(),
            score.prose(),
            score.penalty(),
            draft.weight(),
            draft.split());
  }
}
