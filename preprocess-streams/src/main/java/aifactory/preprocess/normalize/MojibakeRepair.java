package aifactory.preprocess.normalize;

import org.jspecify.annotations.Nullable;

/// UTF-8 that somebody read as a character set of one byte each is read again as what it was:
/// `donâ€™t` → `don’t`, `cafÃ©` → `café`, `æ—¥æœ¬` → `日本`, `РґРѕРј` → `дом`; also what was misread
/// more than once. Marks that Latin-1 lacks come back from the control characters that stand for
/// them.
///
/// What [MisreadRun] cannot be sure of is left alone, unless the misreading that is sure of some of
/// it explains nearly all of the text.
final class MojibakeRepair implements TextNormalizer {
  private static final int MAX_ROUNDS = 4;
  private static final Misreading[] MISREADINGS = Misreading.values();
  private static final char NEXT_LINE = '\u0085';

  @Override
  public String normalize(String text) {
    String current = text;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      MisreadRun sure = firstCertain(current, 0);
      if (sure == null) {
        break;
      }
      current =
          sure.misreading().explains(current)
              ? wholly(current, sure.misreading())
              : here(current, sure);
    }
    return marked(current);
  }

  /// Each run that is certain by itself.
  private static String here(String text, MisreadRun first) {
    StringBuilder repaired = new StringBuilder(text.length());
    int copied = 0;
    for (MisreadRun run = first; run != null; run = firstCertain(text, copied)) {
      repaired.append(text, copied, run.start());
      copied = run.appendTo(repaired, text);
    }
    return repaired.append(text, copied, text.length()).toString();
  }

  /// Every run of one misreading.
  private static String wholly(String text, Misreading misreading) {
    StringBuilder repaired = new StringBuilder(text.length());
    for (int place = 0; place < text.length(); ) {
      MisreadRun run = MisreadRun.at(misreading, text, place);
      if (run.sequences() == 0) {
        repaired.append(text.charAt(place++));
      } else {
        place = run.appendTo(repaired, text);
      }
    }
    return repaired.toString();
  }

  /// The first run from a place on that is certain; null when there is none.
  private static @Nullable MisreadRun firstCertain(String text, int from) {
    int last = text.length() - 1;
    for (int place = from; place < last; place++) {
      int possible = Misreading.possible(text.charAt(place), text.charAt(place + 1));
      if (possible == 0) {
        continue;
      }
      for (Misreading misreading : MISREADINGS) {
        MisreadRun run =
            misreading.isAmong(possible) ? MisreadRun.at(misreading, text, place) : null;
        if (run != null && run.isCertain(text)) {
          return run;
        }
      }
    }
    return null;
  }

  private static String marked(String text) {
    StringBuilder marked = null;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= '\u0080' && unit < '\u00A0' && (unit != NEXT_LINE || isEllipsis(text, i))) {
        marked = marked == null ? new StringBuilder(text) : marked;
        marked.setCharAt(i, Misreading.western(unit));
      }
    }
    return marked == null ? text : marked.toString();
  }

  /// As a new line it stands where a line ends, not between a word and a space.
  private static boolean isEllipsis(String text, int place) {
    return place > 0
        && Character.isLetter(text.charAt(place - 1))
        && place + 1 < text.length()
        && text.charAt(place + 1) == ' ';
  }
}
