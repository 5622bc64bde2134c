package aifactory.preprocess.extract.wiki;

/// Cleans up around what was dropped: `Quay (▢; ▢) is` → `Quay is`, `(▢, 1900)` → `(1900)`, where ▢
/// is the mark of something dropped. Linear.
final class EmptiedBrackets {
  private static final String OPENING = "(（[";
  private static final String CLOSING = ")）]";
  private static final String BETWEEN = " \t,;:、，；・";

  private EmptiedBrackets() {}

  static String removeFrom(String text) {
    if (text.indexOf(Wikitext.DROPPED) < 0) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int place = 0;
    while (place < text.length()) {
      char c = text.charAt(place);
      boolean opening = OPENING.indexOf(c) >= 0;
      if (!opening && c != Wikitext.DROPPED) {
        kept.append(c);
        place++;
        continue;
      }
      int end = afterEmpty(text, opening ? place + 1 : place);
      boolean dropped = text.substring(place, end).indexOf(Wikitext.DROPPED) >= 0;
      boolean closing = end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0;
      if (opening && dropped && closing) {
        trimEnd(kept, " ");
        place = end + 1;
      } else if (opening) {
        kept.append(c);
        place = dropped ? end : place + 1;
      } else {
        place = afterDropped(text, place, end, closing, kept);
      }
    }
    return kept.toString();
  }

  private static int afterDropped(
      String text, int place, int end, boolean closing, StringBuilder kept) {
    if (closing) {
      trimEnd(kept, BETWEEN);
    } else {
      for (int i = place; i < end; i++) {
        if (text.charAt(i) != Wikitext.DROPPED) {
          kept.append(text.charAt(i));
        }
      }
    }
    return end;
  }

  private static int afterEmpty(String text, int from) {
    int end = from;
    while (end < text.length()
        && (text.charAt(end) == Wikitext.DROPPED || BETWEEN.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private static void trimEnd(StringBuilder text, String characters) {
    int end = text.length();
    while (end > 0 && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    text.setLength(end);
  }
}
