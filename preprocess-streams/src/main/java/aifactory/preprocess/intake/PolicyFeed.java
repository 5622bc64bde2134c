package aifactory.preprocess.intake;

import aifactory.contract.policy.PolicyTable;
import aifactory.contract.topic.Topics;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// The policy table in force, kept up to date from the log. Thread-safe: one thread writes, all
/// read an immutable value.
public final class PolicyFeed implements AutoCloseable {
  private final AtomicReference<PolicyTable> inForce = new AtomicReference<>(PolicyTable.EMPTY);
  private final EventTail tail;

  public PolicyFeed(KafkaSettings settings) {
    this.tail =
        EventTail.named("preprocess-policies", settings)
            .on(
                Topics.POLICY_SOURCES,
                EventTail.From.START,
                read -> inForce.updateAndGet(table -> table.with(read.event())))
            .on(
                Topics.CORPUS_TAKEDOWN,
                EventTail.From.START,
                read -> inForce.updateAndGet(table -> table.with(read.event())))
            .start();
  }

  public PolicyTable table() {
    return inForce.get();
  }

  /// Waits until every order given so far is known. Before that nothing may be judged.
  public void awaitCaughtUp(Duration limit) {
    tail.awaitCaughtUp(limit);
  }

  public boolean isHealthy() {
    return tail.isHealthy();
  }

  @Override
  public void close() {
    tail.close();
  }
}
