package aifactory.trainer.loop;

import aifactory.event.AliasMoved;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What `latest`, `best` and `production` mean, as the topic has it. Thread-safe.
public final class Aliases {
  private final Map<String, AliasMoved> byName = new ConcurrentHashMap<>();

  public void moved(AliasMoved alias) {
    byName.put(alias.getAlias(), alias);
  }

  Optional<AliasMoved> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
