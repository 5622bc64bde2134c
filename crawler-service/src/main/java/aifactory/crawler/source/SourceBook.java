package aifactory.crawler.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sources declared so far, the last declaration of each. Thread-safe.
public final class SourceBook {
  private final Map<String, Source> sources = new ConcurrentHashMap<>();

  public void put(Source source) {
    sources.put(source.id(), source);
  }

  public Optional<Source> named(String id) {
    return Optional.ofNullable(sources.get(id));
  }

  public Collection<Source> all() {
    return List.copyOf(sources.values());
  }
}
