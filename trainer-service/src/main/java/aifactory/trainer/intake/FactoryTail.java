package aifactory.trainer.intake;

import aifactory.contract.topic.Topics;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.loop.Aliases;
import aifactory.trainer.loop.JobQueue;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;

/// Follows everything that steers the trainer, each topic from its start: small topics, and what
/// was ordered a year ago still holds. Orders apply as soon as they are read, between two steps.
public final class FactoryTail {
  private FactoryTail() {}

  /// Starts following.
  public static EventTail start(
      KafkaSettings settings,
      OrderLog orders,
      DatasetBoard datasets,
      JobQueue jobs,
      Aliases aliases) {
    return EventTail.named("trainer-orders", settings)
        .on(
            Topics.POLICY_SOURCES,
            From.START,
            received -> orders.add(received.offset(), received.event()))
        .on(
            Topics.CORPUS_TAKEDOWN,
            From.START,
            received -> orders.add(received.offset(), received.event()))
        .on(
            Topics.CORPUS_RETRACTED,
            From.START,
            received -> orders.add(received.partition(), received.offset(), received.event()))
        .on(
            Topics.DATASET_SEALED,
            From.START,
            received -> datasets.sealed(DatasetVersion.of(received.event())))
        .on(Topics.JOB_REQUESTED, From.START, received -> jobs.requested(received.event()))
        .on(Topics.JOB_FINISHED, From.START, received -> jobs.finished(received.event().getJobId()))
        .on(Topics.MODEL_ALIASES, From.START, received -> aliases.moved(received.event()))
        .start();
  }
}
