package aifactory.trainer.evaluation.task;

import aifactory.trainer.evaluation.EvaluationSet;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tasks made from held-out documents: which sentence comes next (the true one among three of other
/// documents), and what is the last word of a sentence. The same set and seed give the same tasks.
public final class TaskBattery {
  private static final int CHOICES = 4;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int CONTEXT_CHARACTERS = 300;

  private TaskBattery() {}

  /// A sentence with what stands before it in its document.
  private record Place(int document, String before, String sentence) {}

  /// @param perLanguage items of each category for each language, as far as its text reaches
  public static List<Task> of(EvaluationSet set, int perLanguage, long seed) {
    Map<String, List<EvaluationSet.Document>> byLanguage =
        set.documents().stream()
            .collect(
                Collectors.groupingBy(
                    document -> document.origin().language(), TreeMap::new, Collectors.toList()));
    List<Task> tasks = new ArrayList<>();
    byLanguage.forEach((language, documents) -> {
      Random random = new Random(seed * 31 + language.hashCode()); // both are specified
      List<Place> places = places(documents, Locale.forLanguageTag(language));
      Collections.shuffle(places, random);
      tasks.addAll(nextSentences(language, places, perLanguage, random));
      tasks.addAll(lastWords(language, places, perLanguage));
    });
    return tasks;
  }

  private static List<Place> places(List<EvaluationSet.Document> documents, Locale locale) {
    List<Place> places = new ArrayList<>();
    for (int d = 0; d < documents.size(); d++) {
      String text = documents.get(d).text();
      BreakIterator sentences = BreakIterator.getSentenceInstance(locale);
      sentences.setText(text);
      int from = sentences.first();
      for (int to = sentences.next(); to != BreakIterator.DONE; from = to, to = sentences.next()) {
        String sentence = text.substring(from, to).strip();
        if (from > 0 && sentence.length() >= SHORTEST && sentence.length() <= LONGEST) {
          String before = text.substring(Math.max(0, from - CONTEXT_CHARACTERS), from);
          places.add(new Place(d, before, sentence));
        }
      }
    }
    return places;
  }

  private static List<Task> nextSentences(
      String language, List<Place> places, int count, Random random) {
    List<Task> tasks = new ArrayList<>();
    for (Place place : places) {
      List<String> others =
          random
              .ints(4L * CHOICES, 0, places.size())
              .mapToObj(places::get)
              .filter(other -> other.document() != place.document())
              .map(Place::sentence)
              .filter(sentence -> !sentence.equals(place.sentence()))
              .distinct()
              .limit(CHOICES - 1)
              .toList();
      if (tasks.size() == count) {
        break;
      }
      if (others.size() == CHOICES - 1) {
        List<String> choices = new ArrayList<>(others);
        int gold = random.nextInt(CHOICES);
        choices.add(gold, place.sentence());
        tasks.add(
            new Task.Choice(
                label("next_sentence", language, tasks.size()), place.before(), choices, gold));
      }
    }
    return tasks;
  }

  private static List<Task> lastWords(String language, List<Place> places, int count) {
    BreakIterator words = BreakIterator.getWordInstance(Locale.forLanguageTag(language));
    List<Task> tasks = new ArrayList<>();
    for (Place place : places) {
      words.setText(place.sentence());
      int to = words.last();
      int from = words.previous();
      while (from > 0 && !Character.isLetter(place.sentence().codePointAt(from))) {
        to = from;
        from = words.previous();
      }
      if (tasks.size() == count) {
        break;
      }
      if (from > 0 && to - from > 1) {
        tasks.add(
            new Task.Cloze(
                label("last_word", language, tasks.size()),
                place.before() + place.sentence().substring(0, from),
                place.sentence().substring(from, to)));
      }
    }
    return tasks;
  }

  private static Task.Label label(String category, String language, int number) {
    return new Task.Label(category + "-" + language + "-" + number, category, language);
  }
}
