package aifactory.inference.answer;

import aifactory.inference.retrieve.Chunker;
import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.PassageSearch;
import aifactory.inference.retrieve.TextLanguage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The extractive answer: sentences of the corpus that say most about a question, word for word.
///
/// A passage may be quoted when it (with its title) contains at least half of what the question is
/// about, terms weighted by their inverse document frequency; a term that the corpus does not know
/// weighs most, so that a question about something else is not answered with a passage that merely
/// shares a common word.
final class Quotation {
  private static final double MIN_COVERAGE = 0.5;
  private static final int MAX_CHARACTERS = 500;
  private static final int MAX_SENTENCES = 3;
  private static final int SENTENCE_CHARACTERS = 12;

  private final PassageSearch search;

  Quotation(PassageSearch search) {
    this.search = search;
  }

  /// Sentences of one passage.
  record Quote(Passage passage, List<String> sentences) {}

  /// The best quote; empty when no passage is about the question.
  Optional<Quote> best(String question, List<Passage> passages) {
    TextLanguage asked = TextLanguage.ofQuestion(question);
    boolean definition = PassageSearch.asksForDefinition(question);
    Quote best = null;
    double bestScore = 0;
    for (Passage passage : passages) {
      TextLanguage language = asked == TextLanguage.JAPANESE ? asked : inOwn(passage, asked);
      Map<String, Double> wanted = search.termWeights(question, language);
      double about = coverage(passage.title() + "\n" + passage.text(), wanted, language);
      Scored scored = bestSentence(passage, wanted, language);
      double score = about + (scored == null ? 0 : scored.score());
      if (definition) { // who asks what something is means the page named after it
        score += coverage(passage.title(), wanted, language);
      }
      if (about >= MIN_COVERAGE && scored != null && score > bestScore) {
        bestScore = score;
        best = new Quote(passage, from(scored));
      }
    }
    return Optional.ofNullable(best);
  }

  private record Scored(List<String> sentences, int place, double score) {}

  private static TextLanguage inOwn(Passage passage, TextLanguage asked) {
    TextLanguage written = TextLanguage.ofDocument(passage.language());
    return written == TextLanguage.JAPANESE ? asked : written;
  }

  private static @Nullable Scored bestSentence(
      Passage passage, Map<String, Double> wanted, TextLanguage language) {
    List<String> sentences = Chunker.sentences(passage.text(), passage.language());
    Scored best = null;
    for (int place = 0; place < sentences.size(); place++) {
      double score = coverage(sentences.get(place), wanted, language);
      boolean heading = sentences.get(place).length() < SENTENCE_CHARACTERS;
      score = heading ? score / 2 : score; // a heading repeats the question but answers nothing
      if (best == null || score > best.score()) {
        best = new Scored(sentences, place, score);
      }
    }
    return best;
  }

  /// The sentence and what follows it, as far as there is room.
  private static List<String> from(Scored scored) {
    int to = scored.place();
    int length = 0;
    while (to < scored.sentences().size() && to - scored.place() < MAX_SENTENCES) {
      length += scored.sentences().get(to).length();
      if (to > scored.place() && length > MAX_CHARACTERS) {
        break;
      }
      to++;
    }
    return List.copyOf(scored.sentences().subList(scored.place(), to));
  }

  /// Share of the wanted terms' weight that the text contains, 0..1.
  private static double coverage(String text, Map<String, Double> wanted, TextLanguage language) {
    Set<String> present = new HashSet<>(PassageSearch.terms(text, language));
    double all = 0;
    double found = 0;
    for (Map.Entry<String, Double> term : wanted.entrySet()) {
      all += term.getValue();
      found += present.contains(term.getKey()) ? term.getValue() : 0;
    }
    return all == 0 ? 0 : found / all;
  }
}
