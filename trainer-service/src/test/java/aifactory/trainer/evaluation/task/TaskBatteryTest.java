package aifactory.trainer.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.trainer.dataset.CachedDocument.Origin;
import aifactory.trainer.evaluation.EvaluationSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskBatteryTest {
  private static final EvaluationSet SET = set();

  private static EvaluationSet set() {
    List<EvaluationSet.Document> documents = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      documents.add(
          document(
              "en",
              i,
              "Page %d tells of logs. Log %d keeps every record. It is read by offset %d."));
      documents.add(document("ja", i, "第%d頁は記録を語ります。記録%dはすべて順に残ります。位置%dから読むことができます。"));
    }
    return new EvaluationSet("ds-1", documents);
  }

  private static EvaluationSet.Document document(String language, int number, String text) {
    return new EvaluationSet.Document(
        origin(language, number), text.formatted(number, number, number));
  }

  private static Origin origin(String language, int number) {
    String version = language + "-" + number;
    return new Origin(
        version, version, "http://example.org/" + version, "example.org", "web", language);
  }

  @Test
  void theTrueSentenceStandsAmongSentencesOfOtherDocuments() {
    List<Task.Choice> choices =
        TaskBattery.of(SET, 5, 1).stream()
            .filter(Task.Choice.class::isInstance)
            .map(Task.Choice.class::cast)
            .toList();
    assertThat(choices).hasSize(10);
    assertThat(choices)
        .allSatisfy(choice -> {
          String number = choice.context().replaceAll("\\D*(\\d+).*", "$1").strip();
          assertThat(choice.choices()).hasSize(4).doesNotHaveDuplicates();
          assertThat(choice.choices().get(choice.gold())).contains(number);
          assertThat(choice.choices()).filteredOn(each -> each.contains(number)).hasSize(1);
        });
    assertThat(choices).extracting(Task.Choice::gold).contains(0, 1, 2, 3);
  }

  @Test
  void theSameSetAndSeedGiveTheSameTasksAndAnotherSeedOthers() {
    assertThat(TaskBattery.of(SET, 5, 1)).isEqualTo(TaskBattery.of(SET, 5, 1));
    assertThat(TaskBattery.of(SET, 5, 1)).isNotEqualTo(TaskBattery.of(SET, 5, 2));
  }

  @Test
  void theLastWordIsAskedAfterEverythingBeforeIt() {
    List<Task.Cloze> clozes =
        TaskBattery.of(SET, 50, 1).stream()
            .filter(Task.Cloze.class::isInstance)
            .map(Task.Cloze.class::cast)
            .toList();
    assertThat(clozes).isNotEmpty();
    assertThat(clozes).allSatisfy(cloze -> assertThat(cloze.target()).matches("[\\p{L}]+"));
    assertThat(clozes).extracting(Task.Cloze::target).contains("record");
  }
}
