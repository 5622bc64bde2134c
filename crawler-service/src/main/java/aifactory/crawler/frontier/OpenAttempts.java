package aifactory.crawler.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Attempts that are out, ordered by their deadline.
final class OpenAttempts {
  private final KeyValueStore<Bytes, OpenAttempt> store;

  /// No deadline lies before this one: deadlines only grow. 0 after a start.
  private long from;

  OpenAttempts(KeyValueStore<Bytes, OpenAttempt> store) {
    this.store = store;
  }

  /// An attempt whose deadline has passed.
  record Overdue(long deadline, byte[] hash, OpenAttempt attempt) {}

  void add(long deadline, byte[] hash, OpenAttempt attempt) {
    store.put(Keys.at(deadline, hash), attempt);
    from = Math.min(from, deadline);
  }

  Optional<OpenAttempt> at(long deadline, byte[] hash) {
    return Optional.ofNullable(store.get(Keys.at(deadline, hash)));
  }

  void remove(long deadline, byte[] hash) {
    store.delete(Keys.at(deadline, hash));
  }

  List<Overdue> overdue(long now, int max) {
    List<Overdue> overdue = new ArrayList<>();
    long reached = now;
    try (KeyValueIterator<Bytes, OpenAttempt> entries =
        store.range(Keys.at(from, new byte[0]), Keys.at(now, new byte[0]))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, OpenAttempt> entry = entries.next();
        long deadline = Keys.timeOf(entry.key);
        if (overdue.size() == max) {
          reached = deadline;
          break;
        }
        overdue.add(new Overdue(deadline, Keys.restOf(entry.key), entry.value));
      }
    }
    from = reached;
    return overdue;
  }
}
