package aifactory.crawler.frontier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// URLs that wait, host by host, in the order in which they will be handed out: due time, priority,
/// hash. Each host remembers a place before which nothing waits, so a scan never walks over deleted
/// entries.
final class HostQueue {
  private final KeyValueStore<Bytes, QueuedUrl> store;

  HostQueue(KeyValueStore<Bytes, QueuedUrl> store) {
    this.store = store;
  }

  /// A URL with its place.
  record Waiting(byte[] place, QueuedUrl queued) {
    long due() {
      return Keys.dueOf(place);
    }

    byte[] hash() {
      return Keys.hashOf(place);
    }
  }

  void add(String host, HostState state, byte[] place, QueuedUrl queued) {
    store.put(Keys.inQueue(host, place), queued);
    state.queued++;
    if (Arrays.compareUnsigned(place, state.queueFrom) < 0) {
      state.queueFrom = place;
    }
  }

  /// Takes the entry out if it is there.
  java.util.Optional<QueuedUrl> remove(String host, HostState state, byte[] place) {
    java.util.Optional<QueuedUrl> removed =
        java.util.Optional.ofNullable(store.delete(Keys.inQueue(host, place)));
    if (removed.isPresent()) {
      state.queued--;
    }
    return removed;
  }

  /// The first entries of a host, `max` at most, whatever their due time.
  List<Waiting> head(String host, HostState state, int max) {
    if (state.queued == 0) {
      return List.of();
    }
    List<Waiting> head = new ArrayList<>();
    try (KeyValueIterator<Bytes, QueuedUrl> entries =
        store.range(Keys.inQueue(host, state.queueFrom), Keys.endOfQueue(host))) {
      while (entries.hasNext() && head.size() < max) {
        KeyValue<Bytes, QueuedUrl> entry = entries.next();
        head.add(new Waiting(Keys.placeOf(entry.key), entry.value));
      }
    }
    if (!head.isEmpty()) {
      state.queueFrom = head.getFirst().place();
    }
    return head;
  }
}
