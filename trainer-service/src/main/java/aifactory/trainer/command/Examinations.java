package aifactory.trainer.command;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.topic.Topics;
import aifactory.event.ModelExamined;
import aifactory.trainer.evaluation.task.EvaluationReport;
import aifactory.trainer.evaluation.task.Task;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Keeps what `eval` found on `model.examined`, from where the console has it, when
/// `EVAL_SAVE_TO_DB` is 1.
///
/// @param wanted whether anything is kept
record Examinations(boolean wanted, KafkaSettings kafka, InstantSource clock) {
  private static final int ID_DIGITS = 16;

  static Examinations fromEnvironment() {
    return new Examinations(
        "1".equals(System.getenv("EVAL_SAVE_TO_DB")),
        KafkaSettings.fromEnvironment(),
        InstantSource.system());
  }

  /// Returns when the broker has it.
  ///
  /// @param name of the file or directory
  /// @param checkpoint hash of the model's checkpoint
  /// @throws IOException when no broker takes it
  void keep(String name, String checkpoint, List<Task> tasks, EvaluationReport report)
      throws IOException {
    String battery = hash(tasks);
    EvaluationReport.Figures all = report.all();
    ModelExamined event =
        ModelExamined.newBuilder()
            .setExaminationId("ex-" + Sha256.hex(checkpoint + battery).substring(0, ID_DIGITS))
            .setModel(name)
            .setCheckpointHash(checkpoint)
            .setBatteryHash(battery)
            .setItems(all.items())
            .setAccuracy(all.accuracy())
            .setAccuracyByByte(all.accuracyByByte())
            .setChance(all.chance())
            .setTasks(report.accuracies())
            .setExaminedAt(clock.instant())
            .build();
    try (EventProducer producer = EventProducer.open(kafka, "eval")) {
      producer.sendAndWait(Topics.MODEL_EXAMINED, checkpoint, event);
    } catch (RuntimeException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "EVAL_SAVE_TO_DB=1, but nothing was kept: %s: %s"
              .formatted(kafka.bootstrapServers(), reason.getMessage()),
          e);
    }
  }

  /// Over the kind and the content of every task, in their order.
  private static String hash(List<Task> tasks) {
    return Sha256.hex(
        CanonicalJson.write(
            tasks.stream()
                .map(task -> Map.of("kind", task.getClass().getSimpleName(), "task", task))
                .toList()));
  }
}
