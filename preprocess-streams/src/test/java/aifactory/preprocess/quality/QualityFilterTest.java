package aifactory.preprocess.quality;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class QualityFilterTest {
  private static final List<QualityFilter> FILTERS =
      new QualityFilterCatalogue(FilterProfile.LENIENT, QualityThresholds.DEFAULTS).ordered("en");

  /// The smallest honest trigger of each reason.
  private static final Map<RejectionReason, String> BAD =
      Map.of(
          RejectionReason.TOO_SHORT, "Short text.",
          RejectionReason.TOO_LONG, Prose.english(2_000_001, 0),
          RejectionReason.TOO_MANY_REPLACEMENT_CHARACTERS,
              Prose.english(200, 0) + "\uFFFD".repeat(9),
          RejectionReason.TOO_FEW_DISTINCT_CHARACTERS, "abcabc ".repeat(40),
          RejectionReason.TOO_MANY_URLS,
              IntStream.range(0, 12)
                  .mapToObj(i -> "see https://example.org/some/page/number" + i)
                  .collect(Collectors.joining("\n")),
          RejectionReason.TOO_FEW_LETTERS,
              IntStream.range(0, 60)
                  .mapToObj(i -> "a%c=%d.%d;".formatted('a' + i % 26, i * 7919, i * 31))
                  .collect(Collectors.joining(" ")),
          RejectionReason.DUPLICATED_10_N_GRAMS,
              "Seven grey boats came home before the long winter storm began. ".repeat(20),
          RejectionReason.TOO_REPETITIVE_LINES,
              "This very line is printed on every single page.\n".repeat(8));

  static Stream<QualityFilter> everyFilter() {
    return FILTERS.stream();
  }

  @ParameterizedTest
  @MethodSource("everyFilter")
  void rejectsTheSmallestBadTextForItsOwnReason(QualityFilter filter) {
    assertThat(firstFailure(BAD.getOrDefault(filter.reason(), ""))).contains(filter.reason());
  }

  @ParameterizedTest
  @MethodSource("everyFilter")
  void namesMeasureAndThresholdAlsoWhenItPasses(QualityFilter filter) {
    Verdict verdict = filter.verdict(MeasuredText.of(Prose.english(1000, 3), "en"));

    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.measure()).isNotNaN();
    assertThat(verdict.threshold()).isPositive();
    assertThat(filter.reason().measure()).isNotBlank();
  }

  @Test
  void noTwoFiltersShareAReason() {
    assertThat(FILTERS).extracting(QualityFilter::reason).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void proseOfAnyLengthPassesInBothLanguages(int characters) {
    assertThat(firstFailure(Prose.english(characters, 0))).isEmpty();
    assertThat(firstFailure(Prose.japanese(characters, 0))).isEmpty();
  }

  static IntStream lengths() {
    return IntStream.of(130, 500, 1_500, 10_000, 200_000);
  }

  @Test
  void theScoreNeverFallsBecauseProseIsLonger() {
    double before = 0;
    for (int characters : List.of(150, 300, 600, 1200, 2400, 20_000, 200_000)) {
      double score = QualityScore.of(TextStatistics.of(Prose.english(characters, 0))).value();
      assertThat(score).isGreaterThanOrEqualTo(before - 0.01).isBetween(0.0, 1.0);
      before = score;
    }
    assertThat(before).isGreaterThan(0.9);
  }

  @Test
  void theWeightIsTheSourcesTimesFloorPlusBoostedQuality() {
    SourceWeights weights = SourceWeights.DEFAULTS;

    assertThat(weights.weight("wikipedia", java.util.OptionalDouble.empty(), 1))
        .isEqualTo(1.4 * (0.35 + 0.9));
    assertThat(weights.weight("web", java.util.OptionalDouble.empty(), 0)).isEqualTo(0.35);
    assertThat(weights.weight("web", java.util.OptionalDouble.of(2), 0.5))
        .isEqualTo(2 * (0.35 + 0.45));
  }

  private static Optional<RejectionReason> firstFailure(String text) {
    MeasuredText statistics = MeasuredText.of(text, "en");
    return FILTERS.stream()
        .filter(filter -> filter.verdict(statistics) instanceof Verdict.Failed)
        .map(QualityFilter::reason)
        .findFirst();
  }
}
