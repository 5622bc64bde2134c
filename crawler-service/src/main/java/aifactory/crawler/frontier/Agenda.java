package aifactory.crawler.frontier;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Which host to look at when: at most one entry per host, ordered by time. The clock's round reads
/// only entries that are due, from a remembered lower bound.
final class Agenda {
  private static final byte[] NOTHING = new byte[0];

  private final KeyValueStore<Bytes, byte[]> store;

  /// No entry lies before this time; 0 after a start, when the first scan finds out.
  private long from;

  Agenda(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /// Makes sure that the host is looked at no later than `time`.
  void wake(String host, HostState state, long time) {
    if (state.wakeAt != HostState.ASLEEP && state.wakeAt <= time) {
      return;
    }
    sleep(host, state);
    state.wakeAt = time;
    store.put(Keys.at(time, Keys.of(host).get()), NOTHING);
    from = Math.min(from, time);
  }

  /// Takes the host off the agenda.
  void sleep(String host, HostState state) {
    if (state.wakeAt != HostState.ASLEEP) {
      store.delete(Keys.at(state.wakeAt, Keys.of(host).get()));
      state.wakeAt = HostState.ASLEEP;
    }
  }

  /// Whether any host is due by now.
  boolean isDue(long now) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(Keys.at(from, NOTHING), Keys.at(now + 1, NOTHING))) {
      return entries.hasNext() && Keys.timeOf(entries.peekNextKey()) <= now;
    }
  }

  /// Hosts due by now, earliest first, `max` at most.
  List<String> due(long now, int max) {
    List<String> hosts = new ArrayList<>();
    long reached = now;
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(Keys.at(from, NOTHING), Keys.at(now + 1, NOTHING))) {
      while (entries.hasNext()) {
        Bytes key = entries.next().key;
        if (hosts.size() == max || Keys.timeOf(key) > now) {
          reached = Math.min(now, Keys.timeOf(key));
          break;
        }
        hosts.add(Keys.text(Keys.restOf(key)));
      }
    }
    // Hosts that were returned but not dealt with put themselves back, which lowers the bound
    // again.
    from = reached;
    return hosts;
  }
}
