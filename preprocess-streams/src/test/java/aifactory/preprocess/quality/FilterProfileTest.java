package aifactory.preprocess.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.words.WordSplitters;
import aifactory.preprocess.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FilterProfileTest {
  private static final String STORY =
      """
      The keeper had lived beside the lighthouse for nearly thirty years, and he knew every sound that the sea could make.
      When the storm came in from the west that evening, he climbed the narrow stairs with a lantern in one hand and a loaf of bread in the other.
      Nobody in the village below would have believed how quiet it was at the top, where the glass kept the wind away and the lamp turned without a sound.
      He wrote the hour in his book, as his father had done before him, and then he sat down to wait for the ships that were late.
      Toward midnight a small light appeared between two waves, vanished, and appeared again a little closer to the rocks.
      """;

  /// The smallest honest trigger of each published rule, on otherwise good text.
  @ParameterizedTest
  @CsvSource({
    "gopher_quality, GOPHER_SHORT_DOC",
    "gopher_quality, GOPHER_TOO_MANY_HASHES",
    "gopher_quality, GOPHER_TOO_MANY_ELLIPSIS",
    "gopher_quality, GOPHER_TOO_MANY_BULLETS",
    "gopher_quality, GOPHER_TOO_MANY_END_ELLIPSIS",
    "gopher_quality, GOPHER_BELOW_AVG_THRESHOLD",
    "gopher_quality, GOPHER_ABOVE_AVG_THRESHOLD",
    "gopher_quality, GOPHER_BELOW_ALPHA_THRESHOLD",
    "gopher_quality, GOPHER_ENOUGH_STOP_WORDS",
    "gopher_repetition, DUP_PARA_FRAC",
    "gopher_repetition, DUP_LINE_FRAC",
    "gopher_repetition, TOP_2_GRAM",
    "gopher_repetition, DUPLICATED_5_N_GRAMS",
    "c4_quality, C4_LOREM_IPSUM",
    "c4_quality, C4_CURLY_BRACKET",
    "c4_quality, C4_TOO_FEW_SENTENCES",
    "fineweb_quality, FINEWEB_LINE_PUNCT_RATIO",
    "fineweb_quality, FINEWEB_SHORT_LINE_RATIO",
    "fineweb_quality, FINEWEB_CHAR_DUP_RATIO",
    "fineweb_quality, FINEWEB_LIST_RATIO"
  })
  void aPublishedRuleFailsForItsOwnReason(String list, RejectionReason reason) {
    List<QualityFilter> rules =
        QualityFilterCatalogue.published("en").getOrDefault(list, List.of());

    assertThat(firstFailure(rules, STORY, "en")).isEmpty();
    assertThat(firstFailure(rules, spoiled(reason), "en")).contains(reason);
  }

  private static String spoiled(RejectionReason reason) {
    return switch (reason) {
      case GOPHER_SHORT_DOC -> "The end of the story is that they have to be good with it.";
      case GOPHER_TOO_MANY_HASHES ->
          STORY.replace(" the ", " #the ").replace(" a ", " #a ").replace(" he ", " # he ");
      case GOPHER_TOO_MANY_ELLIPSIS -> STORY.replace(" the ", " … the ").replace(" he ", " … he ");
      case GOPHER_TOO_MANY_BULLETS -> STORY.replaceAll("(?m)^", "- ");
      case GOPHER_TOO_MANY_END_ELLIPSIS -> STORY.replace(".\n", "...\n");
      case GOPHER_BELOW_AVG_THRESHOLD -> "to be of a the it is an as we ".repeat(9);
      case GOPHER_ABOVE_AVG_THRESHOLD ->
          "the incomprehensibilities of interconnectedness ".repeat(30);
      case GOPHER_BELOW_ALPHA_THRESHOLD ->
          STORY
              + IntStream.range(0, 60)
                  .mapToObj(i -> (2000 + i) + "")
                  .collect(Collectors.joining(" "));
      case GOPHER_ENOUGH_STOP_WORDS ->
          "Harbour lamps glow under grey evening skies near silent boats. ".repeat(6);
      case DUP_PARA_FRAC -> "one line here\n\n".repeat(5) + STORY.replace("\n", "\n\n");
      case DUP_LINE_FRAC -> STORY + "so it went\n".repeat(5);
      case TOP_2_GRAM -> STORY + "lighthouse keeper ".repeat(14);
      case DUPLICATED_5_N_GRAMS ->
          STORY
              + STORY.lines().findFirst().orElse("").replace("The", "Then the")
              + " "
              + STORY.lines().skip(4).findFirst().orElse("");
      case C4_LOREM_IPSUM -> STORY + "Here is lorem ipsum for you.";
      case C4_CURLY_BRACKET -> STORY + "He wrote if (x) { y } in it.";
      case C4_TOO_FEW_SENTENCES -> "A quiet day. Nothing happened.";
      case FINEWEB_LINE_PUNCT_RATIO -> STORY.replace(".\n", "\n");
      case FINEWEB_SHORT_LINE_RATIO ->
          STORY
              + IntStream.range(0, 20)
                  .mapToObj(i -> "Line " + i + " of it.\n")
                  .collect(Collectors.joining());
      case FINEWEB_CHAR_DUP_RATIO -> STORY + STORY.lines().findFirst().orElse("");
      case FINEWEB_LIST_RATIO -> STORY.replace("\n", "\n".repeat(12));
      default -> throw new IllegalArgumentException("no example of " + reason);
    };
  }

  @ParameterizedTest
  @EnumSource(FilterProfile.class)
  void aStoryPassesEveryProfile(FilterProfile profile) {
    assertThat(firstFailure(profile.filters(QualityThresholds.DEFAULTS, "en"), STORY, "en"))
        .isEmpty();
  }

  @Test
  void aStricterProfileAsksWhatTheLaxerAsksAndMore() {
    for (String language : List.of("en", "ja", "de", "und", "cy")) {
      List<RejectionReason> standard = reasons(FilterProfile.STANDARD, language);
      assertThat(standard).containsAll(reasons(FilterProfile.LENIENT, language));
      assertThat(reasons(FilterProfile.STRICT, language))
          .containsAll(standard)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theSameSentenceOnAndOnIsNoTextInAnyProfile() {
    String spam =
        "Buy the finest copper kettles of the whole coast from us today, friends! ".repeat(30);

    assertThat(
            firstFailure(
                FilterProfile.LENIENT.filters(QualityThresholds.DEFAULTS, "en"), spam, "en"))
        .contains(RejectionReason.DUPLICATED_10_N_GRAMS);
  }

  @Test
  void japaneseIsJudgedByItsOwnRules() {
    String story =
        "灯台守はもう三十年近く海のそばで暮らしており、波の音を聞けば明日の天気がわかった。その晩、西から嵐がやって来ると、彼は片手に灯りを、もう片方の手にパンを持って狭い階段を上った。"
            + "下の村の人々は、塔の上がどれほど静かか知らなかった。厚い硝子が風を遮り、大きな灯りは音もなく回り続けていた。父がしていたように時刻を帳面に書きつけてから、遅れている船を待つために腰を下ろした。";
    String names =
        IntStream.range(0, 80)
            .mapToObj(i -> List.of("東京", "大阪", "京都", "札幌", "福岡").get(i % 5) + "駅" + i + "号館")
            .collect(Collectors.joining("、"));

    assertThat(
            firstFailure(
                FilterProfile.STRICT.filters(QualityThresholds.DEFAULTS, "ja"), story, "ja"))
        .isEmpty();
    assertThat(
            firstFailure(
                FilterProfile.STANDARD.filters(QualityThresholds.DEFAULTS, "ja"), names, "ja"))
        .isPresent();
    assertThat(firstFailure(HojiCharRules.rules(), "東京大阪京都札幌福岡名古屋".repeat(9), "ja"))
        .contains(RejectionReason.HOJICHAR_NOT_JAPANESE);
    assertThat(firstFailure(HojiCharRules.rules(), story + "ー".repeat(300), "ja")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Don't stop, it's 5pm!|Do n't stop , it 's 5 pm !",
        "(A well-known U.S. firm's 10km run...)|( A well - known U.S. firm 's 10 km run ... )",
        "See https://example.org/a?b=1, or mail a@b.example.|See https://example.org/a?b=1 , or"
            + " mail a@b.example .",
        "costs $5.50/day; that’s 100%|costs $ 5.50 / day ; that ’s 100 %",
        "Mr. Smith said: \"No.\"|Mr. Smith said : \" No . \"",
        "end.Next and/or 3-4|end . Next and/or 3 - 4"
      })
  void englishIsSplitAsThePublishedFiltersSplitIt(String text, String expected) {
    Words words = WordSplitters.of("en").split(text);
    List<String> split = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      split.add(words.word(i));
    }
    assertThat(String.join(" ", split)).isEqualTo(expected);
  }

  @Test
  void anUnknownProfileIsNamed() {
    assertThatThrownBy(() -> FilterProfile.named("loose")).hasMessageContaining("loose");
  }

  private static List<RejectionReason> reasons(FilterProfile profile, String language) {
    return profile.filters(QualityThresholds.DEFAULTS, language).stream()
        .map(QualityFilter::reason)
        .toList();
  }

  private static Optional<RejectionReason> firstFailure(
      List<QualityFilter> filters, String text, String language) {
    MeasuredText measured = MeasuredText.of(text, language);
    return filters.stream()
        .filter(filter -> filter.verdict(measured) instanceof Verdict.Failed)
        .map(QualityFilter::reason)
        .findFirst();
  }
}
