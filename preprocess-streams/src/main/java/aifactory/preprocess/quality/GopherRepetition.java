package aifactory.preprocess.quality;

import static aifactory.preprocess.quality.MeasuredRule.atMost;

import aifactory.preprocess.document.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Gopher's repetition rules (Rae et al. 2021, table A1): shares of repeated paragraphs, lines and
/// n-grams. FineWeb2 leaves out paragraphs and characters of lines.
final class GopherRepetition {
  private static final double MAX_PARAGRAPHS = 0.3;
  private static final double MAX_CHARACTERS = 0.2;
  private static final List<RejectionReason> TOP =
      List.of(RejectionReason.TOP_2_GRAM, RejectionReason.TOP_3_GRAM, RejectionReason.TOP_4_GRAM);
  private static final List<RejectionReason> REPEATED =
      List.of(
          RejectionReason.DUPLICATED_5_N_GRAMS,
          RejectionReason.DUPLICATED_6_N_GRAMS,
          RejectionReason.DUPLICATED_7_N_GRAMS,
          RejectionReason.DUPLICATED_8_N_GRAMS,
          RejectionReason.DUPLICATED_9_N_GRAMS,
          RejectionReason.DUPLICATED_10_N_GRAMS);
  private static final double MAX_GROSS = 0.5;
  private static final int GROSS_RUN = 10;
  private static final int FIRST_TOP = 2;
  private static final int FIRST_REPEATED = 5;

  private static final MeasuredText.Counting<Repeats> PARAGRAPHS =
      new MeasuredText.Counting<>(
          Repeats.class, text -> Repeats.of(Lines.split(Lines.strip(text.text()), 2)));
  private static final MeasuredText.Counting<Repeats> LINES =
      new MeasuredText.Counting<>(Repeats.class, text -> Repeats.of(Lines.split(text.text(), 1)));

  private GopherRepetition() {}

  static List<QualityFilter> rules(LanguageValues values) {
    List<QualityFilter> rules = new ArrayList<>();
    if (values.isEnglish() || !values.ownWords()) {
      rules.add(
          atMost(MAX_PARAGRAPHS, RejectionReason.DUP_PARA_FRAC, text -> paragraphs(text).share()));
      rules.add(
          atMost(
              MAX_CHARACTERS,
              RejectionReason.DUP_PARA_CHAR_FRAC,
              text -> share(text, t -> paragraphs(t).characters())));
    }
    rules.add(
        atMost(values.repeatedLines(), RejectionReason.DUP_LINE_FRAC, text -> lines(text).share()));
    if (values.isEnglish() || !values.ownWords()) {
      rules.add(
          atMost(
              MAX_CHARACTERS,
              RejectionReason.DUP_LINE_CHAR_FRAC,
              text -> share(text, t -> lines(t).characters())));
    }
    for (int i = 0; i < TOP.size(); i++) {
      int n = FIRST_TOP + i;
      rules.add(
          atMost(
              values.topNGrams().get(i),
              TOP.get(i),
              text -> share(text, t -> (int) t.nGrams().topCharacters(n))));
    }
    for (int i = 0; i < REPEATED.size(); i++) {
      int n = FIRST_REPEATED + i;
      rules.add(
          atMost(
              values.repeatedNGrams().get(i),
              REPEATED.get(i),
              text -> share(text, t -> (int) t.nGrams().repeatedCharacters(n))));
    }
    return rules;
  }

  /// Half of the text says the same ten words again: no bound of Gopher's, but no text either.
  static QualityFilter gross() {
    return atMost(
        MAX_GROSS,
        RejectionReason.DUPLICATED_10_N_GRAMS,
        text -> share(text, t -> (int) t.nGrams().repeatedCharacters(GROSS_RUN)));
  }

  private static Repeats paragraphs(MeasuredText text) {
    return text.counted(PARAGRAPHS);
  }

  private static Repeats lines(MeasuredText text) {
    return text.counted(LINES);
  }

  private static double share(MeasuredText text, ToIntFunction<MeasuredText> characters) {
    return text.length() == 0 ? 0 : (double) characters.applyAsInt(text) / text.length();
  }
}
