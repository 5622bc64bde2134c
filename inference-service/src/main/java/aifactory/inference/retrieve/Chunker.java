package aifactory.inference.retrieve;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a text into passages of about 400 to 800 characters: whole paragraphs (lines) are joined
/// until a passage is long enough; only a paragraph that is too long is cut, at sentence ends.
public final class Chunker {
  static final int ENOUGH_CHARACTERS = 400;
  static final int MAX_CHARACTERS = 800;

  private Chunker() {}

  /// The passages of a text in order; none for a blank text.
  public static List<String> passages(String text, String language) {
    List<String> passages = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String paragraph : text.split("\\R+")) {
      for (String piece : pieces(paragraph.strip(), language)) {
        if (!open.isEmpty() && open.length() + 1 + piece.length() > MAX_CHARACTERS) {
          flush(open, passages);
        }
        open.append(open.isEmpty() ? "" : "\n").append(piece);
        if (open.length() >= ENOUGH_CHARACTERS) {
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
