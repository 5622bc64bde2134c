package aifactory.trainer.loop;

import org.jspecify.annotations.Nullable;

/// How far a lineage has come and how much of it was announced: what a restart looks at to finish
/// what a crash interrupted.
///
/// @param checkpoint newest checkpoint
/// @param announcedCheckpoint newest one that was announced
/// @param bundledCheckpoint newest one that was bundled and announced as such
/// @param bundledStep its step, −1 = none
/// @param bundleId its bundle
/// @param evaluation evaluation id of the newest bundle, once announced
public record Milestones(
    @Nullable String checkpoint,
    @Nullable String announcedCheckpoint,
    @Nullable String bundledCheckpoint,
    long bundledStep,
    @Nullable String bundleId,
    @Nullable String evaluation) {
  static final Milestones NONE = new Milestones(null, null, null, -1, null, null);

  Milestones withCheckpoint(String hash) {
    return new Milestones(
        hash, announcedCheckpoint, bundledCheckpoint, bundledStep, bundleId, evaluation);
  }

  Milestones withAnnounced(String hash) {
    return new Milestones(checkpoint, hash, bundledCheckpoint, bundledStep, bundleId, evaluation);
  }

  Milestones withBundle(String hash, long step, String bundle) {
    return new Milestones(checkpoint, announcedCheckpoint, hash, step, bundle, null);
  }

  Milestones withEvaluation(String id) {
    return new Milestones(
        checkpoint, announcedCheckpoint, bundledCheckpoint, bundledStep, bundleId, id);
  }
}
