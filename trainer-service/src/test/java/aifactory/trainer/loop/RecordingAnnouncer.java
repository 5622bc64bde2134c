package aifactory.trainer.loop;

import aifactory.event.AliasMoved;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobProgressed;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Remembers what was announced; thread-safe.
final class RecordingAnnouncer implements Announcer {
  final List<ModelCheckpointed> checkpoints = new CopyOnWriteArrayList<>();
  final List<ModelBundled> bundles = new CopyOnWriteArrayList<>();
  final List<ModelEvaluated> evaluations = new CopyOnWriteArrayList<>();
  final List<AliasMoved> aliases = new CopyOnWriteArrayList<>();
  final List<JobFinished> finished = new CopyOnWriteArrayList<>();
  final List<ArtifactPublished> artifacts = new CopyOnWriteArrayList<>();
  final List<JobProgressed> progress = new CopyOnWriteArrayList<>();
  Consumer<ModelCheckpointed> onCheckpoint = ignored -> {};
  Consumer<JobFinished> onFinished = ignored -> {};
  Consumer<JobProgressed> onProgress = ignored -> {};

  @Override
  public void checkpointed(ModelCheckpointed fact) {
    checkpoints.add(fact);
    onCheckpoint.accept(fact);
  }

  @Override
  public void bundled(ModelBundled fact) {
    bundles.add(fact);
  }

  @Override
  public void evaluated(ModelEvaluated fact) {
    evaluations.add(fact);
  }

  @Override
  public void aliasMoved(AliasMoved fact) {
    aliases.add(fact);
  }

  @Override
  public void published(ArtifactPublished fact) {
    artifacts.add(fact);
  }

  @Override
  public void finished(JobFinished fact) {
    finished.add(fact);
    onFinished.accept(fact);
  }

  @Override
  public void progressed(JobProgressed fact) {
    progress.add(fact);
    onProgress.accept(fact);
  }
}
