package aifactory.trainer.evaluation.task;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tasks of a file, a JSON object per line, in the shapes that lm-evaluation-harness' data sets
/// have: `query|question|ctx|context` with `choices|endings` (a list, or `{"text", "label"}`) and
/// `gold|answer|answerKey|label`; `context` with `target`, or `text` whose last word is the target;
/// `question|prompt` with a textual `answer`. `id`, `category` and `language` are optional.
public final class TaskFile {
  private TaskFile() {}

  /// Reads all tasks.
  ///
  /// @throws IllegalArgumentException naming file, line and what is wrong with it
  public static List<Task> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        tasks.add(task(CanonicalJson.read(lines.get(i), JsonNode.class), i + 1));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(file.getFileName(), i + 1, e.getMessage()), e);
      }
    }
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException(file.getFileName() + " holds no task");
    }
    return tasks;
  }

  private static Task task(JsonNode line, int number) {
    Optional<JsonNode> choices = first(line, "choices", "endings");
    String kind = choices.isPresent() ? "choice" : line.has("answer") ? "generation" : "cloze";
    Task.Label label =
        new Task.Label(
            line.path("id").asText(Integer.toString(number)),
            line.path("category").asText(kind),
            line.path("language").asText("und"));
    if (choices.isPresent()) {
      String context = text(line, "query", "question", "ctx", "context");
      return choice(label, context, line, choices.get());
    }
    if (line.has("answer")) {
      return new Task.Generation(
          label, text(line, "question", "prompt"), text(line, "answer").strip());
    }
    return line.has("target")
        ? new Task.Cloze(label, text(line, "context"), text(line, "target"))
        : lastWord(label, text(line, "text"));
  }

  private static Task choice(Task.Label label, String context, JsonNode line, JsonNode choices) {
    List<String> texts =
        Stream.of(choices.isArray() ? choices : choices.path("text"))
            .flatMap(JsonNode::valueStream)
            .map(JsonNode::asText)
            .toList();
    JsonNode gold =
        first(line, "gold", "answer", "answerKey", "label")
            .orElseThrow(() -> new IllegalArgumentException("no gold, answer or label"));
    int index = gold.asInt(-1);
    if (gold.isTextual() && choices.has("label")) {
      index =
          choices.path("label").valueStream().map(JsonNode::asText).toList().indexOf(gold.asText());
    }
    return new Task.Choice(label, context, texts, index);
  }

  private static Task lastWord(Task.Label label, String text) {
    int cut = text.strip().lastIndexOf(' ');
    if (cut < 0) {
      throw new IllegalArgumentException("text needs at least two words");
    }
    return new Task.Cloze(label, text.strip().substring(0, cut), text.strip().substring(cut));
  }

  private static Optional<JsonNode> first(JsonNode line, String... fields) {
    return Stream.of(fields).filter(line::has).map(line::path).findFirst();
  }

  private static String text(JsonNode line, String... fields) {
    return first(line, fields)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .orElseThrow(() ->
            new IllegalArgumentException("needs a text under " + String.join(" or ", fields)));
  }
}
