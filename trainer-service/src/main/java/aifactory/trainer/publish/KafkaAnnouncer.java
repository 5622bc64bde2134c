package aifactory.trainer.publish;

import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobProgressed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.trainer.loop.Announcer;
import aifactory.wire.EventProducer;
import aifactory.wire.KafkaSettings;

/// Announces on the topics of the catalogue. Thread-safe.
public final class KafkaAnnouncer implements Announcer, AutoCloseable {
  private final EventProducer producer;

  public KafkaAnnouncer(KafkaSettings settings, String nodeId) {
    this.producer = EventProducer.open(settings, nodeId + "-announcer");
  }

  @Override
  public void checkpointed(ModelCheckpointed fact) {
    producer.sendAndWait(Topics.MODEL_CHECKPOINTED, fact.getCheckpointHash(), fact);
  }

  @Override
  public void bundled(ModelBundled fact) {
    producer.sendAndWait(Topics.MODEL_BUNDLED, fact.getBundleId(), fact);
  }

  @Override
  public void evaluated(ModelEvaluated fact) {
    producer.sendAndWait(Topics.MODEL_EVALUATED, fact.getBundleId(), fact);
  }

  @Override
  public void aliasMoved(AliasMoved fact) {
    producer.sendAndWait(Topics.MODEL_ALIASES, fact.getAlias(), fact);
  }

  @Override
  public void published(ArtifactPublished fact) {
    producer.sendAndWait(Topics.ARTIFACT_PUBLISHED, fact.getArtifactName(), fact);
  }

  @Override
  public void finished(JobFinished fact) {
    producer.sendAndWait(Topics.JOB_FINISHED, fact.getJobId(), fact);
  }

  @Override
  public void progressed(JobProgressed fact) {
    producer.send(Topics.JOB_PROGRESSED, fact.getJobId(), fact);
  }

  @Override
  public void close() {
    producer.close();
  }
}
