package aifactory.inference.answer;

import aifactory.inference.retrieve.Passage;
import aifactory.inference.retrieve.TextLanguage;
import java.util.List;

/// What the service says in its own words, in the question's language.
enum Phrases {
  ENGLISH {
    @Override
    String quoted(Passage passage, List<String> sentences) {
      return "Quoted from “%s”: %s".formatted(titleOf(passage), String.join(" ", sentences));
    }

    @Override
    String nothingFound() {
      return "Nothing in the corpus answers this question.";
    }

    @Override
    String instruction() {
      return "Answer from these passages.";
    }
  },
  JAPANESE {
    @Override
    String quoted(Passage passage, List<String> sentences) {
      return "「%s」からの引用です: %s".formatted(titleOf(passage), String.join("", sentences));
    }

    @Override
    String nothingFound() {
      return "この質問に答える文書は、コーパスに見つかりませんでした。";
    }

    @Override
    String instruction() {
      return "次の文章にもとづいて答えてください。";
    }
  };

  static Phrases of(String question) {
    return TextLanguage.ofQuestion(question) == TextLanguage.JAPANESE ? JAPANESE : ENGLISH;
  }

  abstract String quoted(Passage passage, List<String> sentences);

  abstract String nothingFound();

  abstract String instruction();

  private static String titleOf(Passage passage) {
    return passage.title().isBlank() ? passage.url() : passage.title();
  }
}
