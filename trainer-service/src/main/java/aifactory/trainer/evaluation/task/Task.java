package aifactory.trainer.evaluation.task;

import java.util.List;

/// A question with its right answer.
public sealed interface Task {
  /// What it is called and counted under.
  Label label();

  /// Share that guessing gets right.
  double chance();

  /// @param id unique within its file
  /// @param category such as `next_sentence`
  /// @param language ISO 639-1, or `und`
  record Label(String id, String category, String language) {}

  /// Which of these goes on from the context? Asked by likelihood.
  ///
  /// @param gold index of the right one
  record Choice(Label label, String context, List<String> choices, int gold) implements Task {
    public Choice {
      choices = List.copyOf(choices);
      if (choices.size() < 2 || gold < 0 || gold >= choices.size()) {
        throw new IllegalArgumentException(
            "needs at least two choices and the index of one: %d choices, gold %d"
                .formatted(choices.size(), gold));
      }
    }

    @Override
    public double chance() {
      return 1.0 / choices.size();
    }
  }

  /// What comes next, word for word? Right when every token of the target is the expected one.
  record Cloze(Label label, String context, String target) implements Task {
    public Cloze {
      if (context.isEmpty() || target.isBlank()) {
        throw new IllegalArgumentException("needs a context and a target");
      }
    }

    @Override
    public double chance() {
      return 0;
    }
  }

  /// What does the model write behind the question? Right when the first line equals the answer,
  /// spaces at both ends aside.
  record Generation(Label label, String question, String answer) implements Task {
    public Generation {
      if (question.isEmpty() || answer.isBlank()) {
        throw new IllegalArgumentException("needs a question and an answer");
      }
    }

    @Override
    public double chance() {
      return 0;
    }
  }
}
