package aifactory.inference.retrieve;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a text into passages of about 400 to 800 characters: whole paragraphs (lines) are joined
/// until a passage is long enough; only a paragraph that is too long is cut, at sentence ends. A
/// heading begins a passage when the one before is long enough, and never ends one.
public final class Chunker {
  static final int ENOUGH_CHARACTERS = 400;
  static final int MAX_CHARACTERS = 800;
  private static final int ENOUGH_BEFORE_HEADING = 160;
  private static final int MAX_HEADING_CHARACTERS = 70;
  private static final String SENTENCE_ENDS = ".。!！?？…:：;；,、」)）";

  private Chunker() {}

  /// The passages of a text in order; none for a blank text.
  public static List<String> passages(String text, String language) {
    List<String> passages = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    List<String> paragraphs = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    for (int place = 0; place < paragraphs.size(); place++) {
      String paragraph = paragraphs.get(place);
      boolean heading = isHeading(paragraphs, place);
      if (heading && open.length() >= ENOUGH_BEFORE_HEADING) {
        flush(open, passages); // a section begins with its heading
      }
      for (String piece : pieces(paragraph, language)) {
        if (!open.isEmpty() && open.length() + 1 + piece.length() > MAX_CHARACTERS) {
          flush(open, passages);
        }
        open.append(open.isEmpty() ? "" : "\n").append(piece);
        if (!heading && open.length() >= ENOUGH_CHARACTERS) {
          flush(open, passages);
        }
      }
    }
    flush(open, passages);
    return passages;
  }

  /// Sentences of a text, with their end marks, without blanks around them.
  public static List<String> sentences(String text, String language) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      for (String line : text.substring(from, to).split("\\R")) {
        if (!line.isBlank()) {
          sentences.add(line.strip());
        }
      }
      from = to;
    }
    return sentences;
  }

  /// A short line that does not end like a sentence, before a line that is not such a one: the
  /// lines of a list are no headings.
  private static boolean isHeading(List<String> paragraphs, int place) {
    return isShort(paragraphs.get(place))
        && place + 1 < paragraphs.size()
        && !isShort(paragraphs.get(place + 1));
  }

  private static boolean isShort(String line) {
    return line.length() <= MAX_HEADING_CHARACTERS
        && SENTENCE_ENDS.indexOf(line.charAt(line.length() - 1)) < 0;
  }

  private static List<String> pieces(String paragraph, String language) {
    if (paragraph.isEmpty()) {
      return List.of();
    }
    if (paragraph.length() <= MAX_CHARACTERS) {
      return List.of(paragraph);
    }
    String joint = language.equals("ja") || language.equals("zh") ? "" : " ";
    List<String> pieces = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String sentence : sentences(paragraph, language)) {
      for (String part : hardCut(sentence)) {
        if (!open.isEmpty() && open.length() + joint.length() + part.length() > MAX_CHARACTERS) {
          flush(open, pieces);
        }
        open.append(open.isEmpty() ? "" : joint).append(part);
      }
    }
    flush(open, pieces);
    return pieces;
  }

  /// A sentence longer than a passage (a table, a list without marks) is cut where it must be,
  /// between code points.
  private static List<String> hardCut(String sentence) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (sentence.length() - from > MAX_CHARACTERS) {
      int to = from + MAX_CHARACTERS;
      to -= Character.isLowSurrogate(sentence.charAt(to)) ? 1 : 0;
      parts.add(sentence.substring(from, to));
      from = to;
    }
    parts.add(sentence.substring(from));
    return parts;
  }

  private static void flush(StringBuilder open, List<String> into) {
    if (!open.isEmpty()) {
      into.add(open.toString());
      open.setLength(0);
    }
  }
}
