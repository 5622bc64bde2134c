package aifactory.preprocess.topology;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.RetractionReason;
import aifactory.preprocess.dedup.DomainKey;
import aifactory.preprocess.dedup.VersionState;
import aifactory.preprocess.policy.PolicyChange;
import aifactory.preprocess.policy.PolicyGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Makes a changed policy table true for what was accepted before: walks the domains concerned in
/// slices of bounded time and registers what changed. Idempotent, because each version's state says
/// what was registered last. For one task, on its thread.
///
/// The first walk covers everything: the table may have changed while the task was nowhere.
final class PolicyWalk {
  private static final long SLICE_NANOS = 20_000_000; // of a punctuation every 100 ms
  private static final int SLICE_VERSIONS = 500;

  private final PolicyGate policies;
  private final KeyValueStore<String, VersionState> versions;
  private final Registering registering;
  private final Deque<DomainKey.Range> pending = new ArrayDeque<>(List.of(DomainKey.all()));
  private PolicyTable walked;

  PolicyWalk(
      PolicyGate policies, KeyValueStore<String, VersionState> versions, Registering registering) {
    this.policies = policies;
    this.versions = versions;
    this.registering = registering;
    this.walked = policies.table();
  }

  /// Stores a version's new state and says what changed.
  interface Registering {
    void register(VersionState next, RetractionReason reason, boolean inForce, String cause);
  }

  /// What a table says of a published version.
  static PolicyTable.Ruling ruling(PolicyTable table, VersionState state) {
    return table.ruling(state.documentId(), state.url(), state.domain(), state.sourceType());
  }

  /// Walks on for at most a fifth of the time between two calls.
  void slice() {
    PolicyTable now = policies.table();
    if (now != walked) {
      addPending(PolicyChange.between(walked, now));
      walked = now;
    }
    long end = System.nanoTime() + SLICE_NANOS;
    while (!pending.isEmpty() && System.nanoTime() < end) {
      walk(pending.pop(), now);
    }
  }

  private void addPending(PolicyChange change) {
    if (change.everything()) {
      pending.clear();
      pending.add(DomainKey.all());
    } else {
      change.domains().forEach(domain -> pending.add(DomainKey.under(domain)));
    }
  }

  /// Reads a slice first and changes it then: a store must not change under its iterator.
  private void walk(DomainKey.Range range, PolicyTable table) {
    List<VersionState> slice = new ArrayList<>();
    @Nullable String next = null;
    try (KeyValueIterator<String, VersionState> found = versions.range(range.from(), range.to())) {
      while (found.hasNext() && next == null) {
        KeyValue<String, VersionState> entry = found.next();
        if (slice.size() == SLICE_VERSIONS) {
          next = entry.key;
        } else {
          slice.add(entry.value);
        }
      }
    }
    if (next != null) {
      pending.push(new DomainKey.Range(next, range.to()));
    }
    slice.forEach(state -> compare(state, table));
  }

  private void compare(VersionState state, PolicyTable table) {
    PolicyTable.Ruling ruling = ruling(table, state);
    RetractionReason before = state.forbidden();
    RetractionReason after = ruling.withdrawn();
    if (before == after) {
      return;
    }
    VersionState next = state.withForbidden(after);
    if (after != null) {
      registering.register(next, after, true, ruling.cause());
    }
    if (before != null) {
      registering.register(next, before, false, ruling.cause());
    }
  }
}
