package aifactory.console.gate;

import aifactory.console.broker.FactoryBroker;
import aifactory.contract.topic.Topics;
import aifactory.wire.EventTail;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Follows what may taint a bundle, from the start of the log, in every console.
@ApplicationScoped
public class TaintFeed {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final FactoryBroker broker;
  private final Taints taints;
  private volatile @Nullable EventTail tail;

  TaintFeed(FactoryBroker broker, Taints taints) {
    this.broker = broker;
    this.taints = taints;
  }

  /// Begins; the broker must be there.
  public synchronized void start() {
    tail =
        EventTail.named("console-taints", broker.settings())
            .on(
                Topics.POLICY_SOURCES,
                EventTail.From.START,
                received -> taints.learn(received.event()))
            .on(
                Topics.CORPUS_TAKEDOWN,
                EventTail.From.START,
                received -> taints.learn(received.event()))
            .on(
                Topics.CORPUS_RETRACTED,
                EventTail.From.START,
                received -> taints.learn(received.event()))
            .on(
                Topics.DATASET_SEALED,
                EventTail.From.START,
                received -> taints.learn(received.event()))
            .start();
  }

  /// Waits until everything ordered so far is known: before that the gate decides nothing.
  void awaitCaughtUp() {
    EventTail open = tail;
    if (open == null) {
      throw new IllegalStateException("the feed is started before the gate");
    }
    open.awaitCaughtUp(PATIENCE);
  }

  /// Ends.
  public synchronized void stop() {
    EventTail open = tail;
    if (open != null) {
      open.close();
    }
    tail = null;
  }
}
