package aifactory.trainer.evaluation.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What all tasks together say, by category and language and over all.
///
/// @param all over every item
/// @param byCategory `category.language` → figures
public record EvaluationReport(
    @JsonProperty("all") Figures all,
    @JsonProperty("by_category") Map<String, Figures> byCategory) {

  /// Means over items.
  ///
  /// @param items how many
  /// @param accuracy share answered right
  /// @param accuracyByByte with likelihoods per byte (`acc_norm`)
  /// @param chance share that guessing gets right
  /// @param tooLong items longer than the model reads at once, counted as not right
  public record Figures(
      @JsonProperty("items") long items,
      @JsonProperty("acc") double accuracy,
      @JsonProperty("acc_norm") double accuracyByByte,
      @JsonProperty("chance") double chance,
      @JsonProperty("too_long") long tooLong) {
    static Figures of(Collection<Examination.Outcome> outcomes) {
      return new Figures(
          outcomes.size(),
          outcomes.stream().mapToInt(Examination.Outcome::correct).average().orElse(0),
          outcomes.stream().mapToInt(Examination.Outcome::correctByByte).average().orElse(0),
          outcomes.stream().mapToDouble(each -> each.task().chance()).average().orElse(0),
          outcomes.stream().filter(Examination.Outcome::tooLong).count());
    }
  }

  public static EvaluationReport of(List<Examination.Outcome> outcomes) {
    Map<String, Figures> byCategory = new TreeMap<>();
    outcomes.stream()
        .collect(Collectors.groupingBy(EvaluationReport::category))
        .forEach((category, own) -> byCategory.put(category, Figures.of(own)));
    return new EvaluationReport(Figures.of(outcomes), byCategory);
  }

  /// As an event says it: `category.language` → accuracy (by byte for choices), and beside each
  /// `category.language.chance` → what guessing gets right; `average` over all items.
  public Map<String, Double> accuracies() {
    Map<String, Double> accuracies = new TreeMap<>();
    Map<String, Figures> parts = new TreeMap<>(byCategory);
    parts.put("average", all);
    parts.forEach((name, figures) -> {
      accuracies.put(name, figures.accuracyByByte());
      accuracies.put(name + ".chance", figures.chance());
    });
    return accuracies;
  }

  private static String category(Examination.Outcome outcome) {
    Task.Label label = outcome.task().label();
    return label.category() + "." + label.language();
  }
}
