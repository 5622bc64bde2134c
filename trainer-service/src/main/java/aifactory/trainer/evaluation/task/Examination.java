package aifactory.trainer.evaluation.task;

import aifactory.trainer.evaluation.task.Examinee.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a model tasks.
public final class Examination {
  private Examination() {}

  /// What became of a task.
  ///
  /// @param correct 1 or 0
  /// @param correctByByte the same with the likelihood of each choice divided by its bytes, so that
  ///   short choices have no advantage (`acc_norm`); equal to `correct` for other tasks
  /// @param given what the model chose or wrote
  /// @param tooLong the model cannot read it at once: not right
  public record Outcome(Task task, int correct, int correctByByte, String given, boolean tooLong) {}

  public static Outcome ask(Examinee examinee, Task task) {
    return switch (task) {
      case Task.Choice choice -> choose(examinee, choice);
      case Task.Cloze cloze -> {
        Optional<Reading> reading = examinee.read(cloze.context(), cloze.target());
        boolean expected = reading.map(Reading::expected).orElse(false);
        yield outcome(cloze, expected, expected ? cloze.target() : "", reading.isEmpty());
      }
      case Task.Generation generation -> {
        String given = examinee.write(generation.question());
        yield outcome(generation, given.equals(generation.answer()), given, false);
      }
    };
  }

  private static Outcome choose(Examinee examinee, Task.Choice task) {
    List<Double> likelihoods = new ArrayList<>();
    List<Double> perByte = new ArrayList<>();
    for (String choice : task.choices()) {
      Optional<Reading> reading = examinee.read(task.context(), choice);
      if (reading.isEmpty()) {
        return outcome(task, false, "", true);
      }
      double logLikelihood = reading.get().logLikelihood();
      likelihoods.add(logLikelihood);
      int bytes = choice.getBytes(StandardCharsets.UTF_8).length;
      perByte.add(logLikelihood / Math.max(1, bytes));
    }
    int chosen = largest(likelihoods);
    return new Outcome(
        task,
        chosen == task.gold() ? 1 : 0,
        largest(perByte) == task.gold() ? 1 : 0,
        task.choices().get(chosen),
        false);
  }

  private static Outcome outcome(Task task, boolean right, String given, boolean tooLong) {
    return new Outcome(task, right ? 1 : 0, right ? 1 : 0, given, tooLong);
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
