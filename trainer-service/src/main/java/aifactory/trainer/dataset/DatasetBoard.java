package aifactory.trainer.dataset;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every dataset version that was sealed. Thread-safe: a tail writes, the loop reads.
public final class DatasetBoard {
  private final Map<String, DatasetVersion> byId = new HashMap<>();
  private @Nullable DatasetVersion newest;

  public synchronized void sealed(DatasetVersion version) {
    byId.put(version.id(), version);
    if (newest == null || version.number() >= newest.number()) {
      newest = version;
    }
  }

  public synchronized Optional<DatasetVersion> newest() {
    return Optional.ofNullable(newest);
  }

  public synchronized Optional<DatasetVersion> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
