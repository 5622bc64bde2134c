package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.evaluation.EvaluationSet;
import aifactory.trainer.evaluation.task.EvaluationReport;
import aifactory.trainer.evaluation.task.Examination;
import aifactory.trainer.evaluation.task.Examinee;
import aifactory.trainer.evaluation.task.Task;
import aifactory.trainer.evaluation.task.TaskBattery;
import aifactory.trainer.evaluation.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks a model a battery of tasks.
///
/// @param examinations where the report is kept
record EvalCommand(Examinations examinations) implements Command {
  EvalCommand() {
    this(Examinations.fromEnvironment());
  }

  @Override
  public String help() {
    return """
    usage: ./factory eval --model DIR (--tasks FILE | --set FILE)

    Prints {"all", "by_category"} with items, acc, acc_norm, chance and too_long as JSON.

      --model DIR        what import or export wrote, a checkpoint, a bundle, a .gguf
      --tasks FILE       tasks as lm-evaluation-harness has them, a JSON object a line: choices by
                         likelihood, the last word, an exact answer; may be given more than once
      --set FILE         a sealed evaluation set (MODEL_STORE/evaluation/HASH.json), of which tasks
                         are made: which sentence comes next, what is the last word
      --per-language N   tasks of each kind per language made of a set (default 200)
      --seed N           of what is made (default 1)
      --items            a line per task before the report: {"id", "category", "language",
                         "correct", "given"}
      --tokenizer FILE   where it is not with the weights
      --threads N        default: processors − 1

    EVAL_SAVE_TO_DB=1 in the environment keeps the report with the hash of the model's checkpoint in
    the running factory, where the console's page Evaluations shows it.
    """;
  }

  @Override
  public List<String> flags() {
    return List.of("--items");
  }

  @Override
  public void run(Words words, Console console) throws IOException {
    List<Task> tasks = tasks(words);
    try (OpenModel model = OpenModel.of(words)) {
      Examinee examinee = model.examinee();
      ProgressBar progress = new ProgressBar(console.err(), "tasks", tasks.size());
      List<Examination.Outcome> outcomes = new ArrayList<>();
      for (Task task : tasks) {
        Examination.Outcome outcome = Examination.ask(examinee, task);
        outcomes.add(outcome);
        progress.at(outcomes.size(), "");
        if (words.has("--items")) {
          console.answerLine(item(outcome));
        }
      }
      EvaluationReport report = EvaluationReport.of(outcomes);
      console.answerLine(CanonicalJson.write(report));
      if (examinations.wanted()) {
        String name = words.path("--model").normalize().getFileName().toString();
        examinations.keep(name, model.hash(), tasks, report);
      }
    }
  }

  private static List<Task> tasks(Words words) throws IOException {
    List<Task> tasks = new ArrayList<>();
    for (String file : words.all("--tasks")) {
      tasks.addAll(TaskFile.read(Path.of(file)));
    }
    if (words.option("--set").isPresent()) {
      EvaluationSet set =
          CanonicalJson.read(Files.readString(words.path("--set")), EvaluationSet.class);
      int perLanguage = words.whole("--per-language", 200, 1);
      tasks.addAll(TaskBattery.of(set, perLanguage, (long) words.number("--seed", 1)));
    }
    if (tasks.isEmpty()) {
      throw new UsageException("--tasks or --set is missing, or holds nothing to ask");
    }
    return tasks;
  }

  private static String item(Examination.Outcome outcome) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", outcome.task().label().id());
    item.put("category", outcome.task().label().category());
    item.put("language", outcome.task().label().language());
    item.put("correct", outcome.correct());
    item.put("given", outcome.given());
    return CanonicalJson.write(item);
  }
}
