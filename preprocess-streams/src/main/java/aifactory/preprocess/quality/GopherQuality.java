package aifactory.preprocess.quality;

import static aifactory.preprocess.quality.MeasuredRule.atLeast;
import static aifactory.preprocess.quality.MeasuredRule.atMost;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.words.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Gopher's quality rules (Rae et al. 2021, section A.1.1): number and length of words, hashes,
/// ellipses, bullets, words with a letter, stop words.
final class GopherQuality {
  private static final double MIN_WORDS = 50;
  private static final double MAX_WORDS = 100_000;
  private static final double MAX_SYMBOLS_PER_WORD = 0.1;
  private static final double MAX_BULLET_LINES = 0.9;
  private static final double MAX_ELLIPSIS_LINES = 0.3;
  private static final double MIN_STOP_WORDS = 2;

  private GopherQuality() {}

  static List<QualityFilter> rules(LanguageValues values) {
    List<QualityFilter> rules = new ArrayList<>();
    rules.add(atLeast(MIN_WORDS, RejectionReason.GOPHER_SHORT_DOC, GopherQuality::namedWords));
    rules.add(atMost(MAX_WORDS, RejectionReason.GOPHER_LONG_DOC, GopherQuality::namedWords));
    rules.add(
        atLeast(
            values.minWordLength(),
            RejectionReason.GOPHER_BELOW_AVG_THRESHOLD,
            GopherQuality::wordLength));
    rules.add(
        atMost(
            values.maxWordLength(),
            RejectionReason.GOPHER_ABOVE_AVG_THRESHOLD,
            GopherQuality::wordLength));
    rules.add(
        atMost(
            MAX_SYMBOLS_PER_WORD,
            RejectionReason.GOPHER_TOO_MANY_HASHES,
            text -> perWord(text, count(text.text(), "#"))));
    rules.add(
        atMost(
            MAX_SYMBOLS_PER_WORD,
            RejectionReason.GOPHER_TOO_MANY_ELLIPSIS,
            text -> perWord(text, count(text.text(), "...") + count(text.text(), "…"))));
    rules.add(
        atMost(
            MAX_BULLET_LINES,
            RejectionReason.GOPHER_TOO_MANY_BULLETS,
            text -> lines(text, GopherQuality::isBullet)));
    rules.add(
        atMost(
            MAX_ELLIPSIS_LINES,
            RejectionReason.GOPHER_TOO_MANY_END_ELLIPSIS,
            text -> lines(text, GopherQuality::endsOpen)));
    rules.add(
        atLeast(
            values.minAlphabeticWords(),
            RejectionReason.GOPHER_BELOW_ALPHA_THRESHOLD,
            GopherQuality::alphabeticWords));
    if (!values.stopWords().isEmpty()) {
      rules.add(
          atLeast(
              MIN_STOP_WORDS,
              RejectionReason.GOPHER_ENOUGH_STOP_WORDS,
              text -> stopWords(text, values.stopWords())));
    }
    return rules;
  }

  /// Words that are not punctuation alone.
  private static double namedWords(MeasuredText text) {
    return text.counted(NAMED).words();
  }

  private static double wordLength(MeasuredText text) {
    Named named = text.counted(NAMED);
    return named.words() == 0 ? 0 : (double) named.characters() / named.words();
  }

  /// Words that are not punctuation alone, and characters in them.
  private record Named(int words, long characters) {}

  private static final MeasuredText.Counting<Named> NAMED =
      new MeasuredText.Counting<>(Named.class, GopherQuality::named);

  private static Named named(MeasuredText text) {
    Words words = text.words();
    long characters = 0;
    int named = 0;
    for (int i = 0; i < words.size(); i++) {
      if (isNamed(text.text(), words, i)) {
        named++;
        characters += words.length(i);
      }
    }
    return new Named(named, characters);
  }

  private static boolean isNamed(String text, Words words, int index) {
    for (int i = words.start(index); i < words.end(index); i++) {
      if (!Marks.isPunctuation(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static double alphabeticWords(MeasuredText text) {
    Words words = text.words();
    int alphabetic = 0;
    for (int i = 0; i < words.size(); i++) {
      alphabetic += hasLetter(text.text(), words.start(i), words.end(i)) ? 1 : 0;
    }
    return words.size() == 0 ? 0 : (double) alphabetic / words.size();
  }

  private static boolean hasLetter(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)
          ? Character.isLetter(text.codePointAt(i))
          : Character.isLetter(c)) {
        return true;
      }
    }
    return false;
  }

  private static double stopWords(MeasuredText text, Set<String> stopWords) {
    Words words = text.words();
    int longest = stopWords.stream().mapToInt(String::length).max().orElse(0);
    Set<String> found = new HashSet<>();
    for (int i = 0; i < words.size() && found.size() < stopWords.size(); i++) {
      if (words.end(i) - words.start(i) <= longest && stopWords.contains(words.word(i))) {
        found.add(words.word(i));
      }
    }
    return found.size();
  }

  private static double perWord(MeasuredText text, int count) {
    return text.words().size() == 0 ? 0 : (double) count / text.words().size();
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static double lines(MeasuredText text, Predicate<String> kind) {
    List<String> lines = text.lines();
    return lines.isEmpty() ? 0 : (double) lines.stream().filter(kind).count() / lines.size();
  }

  private static boolean isBullet(String line) {
    String start = Lines.stripStart(line);
    return start.startsWith("•") || start.startsWith("-");
  }

  private static boolean endsOpen(String line) {
    String end = Lines.stripEnd(line);
    return end.endsWith("...") || end.endsWith("…");
  }
}
