package aifactory.trainer.loop;

import aifactory.event.AliasMoved;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.checkpoint.Pointer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What `latest`, `best` and `production` mean, as the topic has it. Keeps the pointer file
/// `checkpoints/production`, so that what production was made of is never pruned. Thread-safe.
public final class Aliases {
  private static final String PRODUCTION = "production";

  private final Map<String, AliasMoved> byName = new ConcurrentHashMap<>();
  private final CheckpointStore checkpoints;

  public Aliases(CheckpointStore checkpoints) {
    this.checkpoints = checkpoints;
  }

  public void moved(AliasMoved alias) {
    byName.put(alias.getAlias(), alias);
    if (alias.getAlias().equals(PRODUCTION)) {
      checkpoints.pointIfHeld(Pointer.PRODUCTION, alias.getCheckpointHash());
    }
  }

  Optional<AliasMoved> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
