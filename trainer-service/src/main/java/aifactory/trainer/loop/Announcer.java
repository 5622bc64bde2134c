package aifactory.trainer.loop;

import aifactory.event.AliasMoved;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobProgressed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;

/// Tells the factory what happened. All but progress return when the fact is durable; all are facts
/// about content that has a hash, so saying one twice is harmless.
public interface Announcer {
  void checkpointed(ModelCheckpointed fact);

  void bundled(ModelBundled fact);

  void evaluated(ModelEvaluated fact);

  void aliasMoved(AliasMoved fact);

  void published(ArtifactPublished fact);

  void finished(JobFinished fact);

  /// Not waited for.
  void progressed(JobProgressed fact);
}
