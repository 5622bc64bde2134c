package aifactory.trainer.evaluation.task;

import aifactory.trainer.evaluation.task.Examinee.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Asks a model tasks.
public final class Examination {
  private Examination() {}

  /// What became of a task.
  ///
  /// @param correct 1 or 0
  /// @param correctByByte the same with the likelihood of each choice divided by its bytes, so that
  ///   short choices have no advantage (`acc_norm`); equal to `correct` for other tasks
  /// @param given what the model chose or wrote
  public record Outcome(Task task, int correct, int correctByByte, String given) {}

  public static Outcome ask(Examinee examinee, Task task) {
    return switch (task) {
      case Task.Choice choice -> choose(examinee, choice);
      case Task.Cloze cloze -> {
        boolean expected = examinee.read(cloze.context(), cloze.target()).expected();
        yield outcome(cloze, expected, expected ? cloze.target() : "");
      }
      case Task.Generation generation -> {
        String given = examinee.write(generation.question());
        yield outcome(generation, given.equals(generation.answer()), given);
      }
    };
  }

  private static Outcome choose(Examinee examinee, Task.Choice task) {
    List<Double> likelihoods = new ArrayList<>();
    List<Double> perByte = new ArrayList<>();
    for (String choice : task.choices()) {
      Reading reading = examinee.read(task.context(), choice);
      likelihoods.add(reading.logLikelihood());
      int bytes = choice.getBytes(StandardCharsets.UTF_8).length;
      perByte.add(reading.logLikelihood() / Math.max(1, bytes));
    }
    int chosen = largest(likelihoods);
    return new Outcome(
        task,
        chosen == task.gold() ? 1 : 0,
        largest(perByte) == task.gold() ? 1 : 0,
        task.choices().get(chosen));
  }

  private static Outcome outcome(Task task, boolean right, String given) {
    return new Outcome(task, right ? 1 : 0, right ? 1 : 0, given);
  }

  /// Of equals the first.
  private static int largest(List<Double> values) {
    int best = 0;
    for (int i = 1; i < values.size(); i++) {
      best = values.get(i) > values.get(best) ? i : best;
    }
    return best;
  }
}
