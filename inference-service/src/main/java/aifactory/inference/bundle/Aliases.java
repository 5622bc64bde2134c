package aifactory.inference.bundle;

import aifactory.event.AliasMoved;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What the aliases mean now, and which one this service follows. Thread-safe.
public final class Aliases {
  public static final String LATEST = "latest";
  public static final String PRODUCTION = "production";

  private final boolean useProduction;
  private final ConcurrentSkipListMap<String, AliasMoved> moved = new ConcurrentSkipListMap<>();

  public Aliases(boolean useProduction) {
    this.useProduction = useProduction;
  }

  /// Takes in what an event says.
  public void accept(AliasMoved event) {
    moved.put(event.getAlias(), event);
  }

  /// The bundle that should serve; empty = none was published, or production was taken away: then
  /// nothing takes its place by itself.
  public Optional<AliasMoved> wanted() {
    return meaning(followed());
  }

  /// Whether what serves must not serve on: production was taken away and nothing was put there.
  public boolean isCleared() {
    return useProduction && moved.containsKey(PRODUCTION) && meaning(PRODUCTION).isEmpty();
  }

  /// Name of the alias that is followed now.
  public String followed() {
    return useProduction && moved.containsKey(PRODUCTION) ? PRODUCTION : LATEST;
  }

  /// Bundle id by alias, those that mean nothing left out.
  public Map<String, String> bundleIds() {
    Map<String, String> ids = new TreeMap<>();
    moved.keySet().forEach(alias -> meaning(alias).ifPresent(event -> ids.put(alias, idOf(event))));
    return ids;
  }

  private Optional<AliasMoved> meaning(String alias) {
    return Optional.ofNullable(moved.get(alias)).filter(event -> event.getBundleId() != null);
  }

  private static String idOf(AliasMoved event) {
    return event.getBundleId();
  }
}
