package aifactory.trainer.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskFileTest {
  @TempDir Path home;

  private List<Task> read(String lines) throws IOException {
    return TaskFile.read(Files.writeString(home.resolve("tasks.jsonl"), lines));
  }

  @Test
  void readsTheShapesOfPublishedDataSets() throws IOException {
    List<Task> tasks =
        read(
            """
            {"ctx": "A log", "endings": ["is read.", "flies."], "label": "0"}
            {"question": "2+2?", "choices": {"text": ["3", "4"], "label": ["A", "B"]}, "answerKey": "B"}

            {"text": "the log is the dataset", "id": "l1", "category": "last", "language": "en"}
            {"question": "1+1=", "answer": " 2 "}
            {"context": "撤回とは", "target": "文書"}
            """);
    assertThat(tasks)
        .containsExactly(
            new Task.Choice(label("1", "choice"), "A log", List.of("is read.", "flies."), 0),
            new Task.Choice(label("2", "choice"), "2+2?", List.of("3", "4"), 1),
            new Task.Cloze(new Task.Label("l1", "last", "en"), "the log is the", " dataset"),
            new Task.Generation(label("5", "generation"), "1+1=", "2"),
            new Task.Cloze(label("6", "cloze"), "撤回とは", "文書"));
  }

  private static Task.Label label(String id, String category) {
    return new Task.Label(id, category, "und");
  }

  @Test
  void saysWhichLineIsWrongAndWhy() {
    assertThatThrownBy(() -> read("{\"text\": \"two words\"}\n{\"question\": \"?\"}"))
        .hasMessage("tasks.jsonl, line 2: needs a text under text");
    assertThatThrownBy(() -> read("{\"query\": \"?\", \"choices\": [\"a\", \"b\"], \"gold\": 2}"))
        .hasMessageContaining("line 1: needs at least two choices and the index of one");
    assertThatThrownBy(() -> read("nonsense")).hasMessageContaining("tasks.jsonl, line 1");
    assertThatThrownBy(() -> read("\n")).hasMessage("tasks.jsonl holds no task");
  }
}
