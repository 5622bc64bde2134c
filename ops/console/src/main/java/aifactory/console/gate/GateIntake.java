package aifactory.console.gate;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.ledger.LedgerException;
import aifactory.contract.topic.Topics;
import aifactory.wire.EventTail;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gate's own reader, apart from the view's: its place in the log is kept in `control` and
/// moves in the transaction of each decision, so rebuilding the view decides nothing.
@ApplicationScoped
public class GateIntake {
  /// Who decides and asks where no person does.
  public static final String ACTOR = Gate.ACTOR;

  private static final Logger LOG = LoggerFactory.getLogger(GateIntake.class);

  private final FactoryBroker broker;
  private final Gate gate;
  private final GateLedger ledger;
  private final GateRecovery recovery;
  private final Review review;
  private volatile @Nullable EventTail tail;

  GateIntake(
      FactoryBroker broker, Gate gate, GateLedger ledger, GateRecovery recovery, Review review) {
    this.broker = broker;
    this.gate = gate;
    this.ledger = ledger;
    this.recovery = recovery;
    this.review = review;
  }

  /// Begins where the ledger says.
  public synchronized void start() {
    recovery.recoverIfEmpty();
    review.start();
    tail =
        EventTail.named("console-gate", broker.settings())
            .on(
                Topics.MODEL_BUNDLED,
                EventTail.From.START,
                bundled ->
                    LedgerRetry.of(() ->
                        gate.learn(
                            bundled.event(),
                            bundled.topic(),
                            bundled.partition(),
                            bundled.offset())))
            .on(
                Topics.MODEL_EVALUATED,
                EventTail.From.START,
                evaluated ->
                    LedgerRetry.of(() ->
                        gate.learn(
                            evaluated.event(),
                            evaluated.topic(),
                            evaluated.partition(),
                            evaluated.offset())))
            .afterBatch(this::passUnreadable)
            .continuingAt(ledger.offsets())
            .start();
    LOG.info("gate open minScore={}", gate.minScore());
  }

  /// Records that went to a dead-letter topic were not learned; the place moves past them too.
  private void passUnreadable(Map<TopicPartition, Long> next) {
    try {
      next.forEach(
          (partition, offset) -> ledger.moveTo(partition.topic(), partition.partition(), offset));
    } catch (LedgerException e) {
      LOG.warn("gate offset not moved, a dead letter may be kept twice after a restart", e);
    }
  }

  /// Stops after the event in hand.
  public synchronized void stop() {
    EventTail open = tail;
    if (open != null) {
      open.close();
    }
    tail = null;
    review.stop();
  }

  /// Whether it reads now.
  public boolean isRunning() {
    EventTail open = tail;
    return open != null && open.isHealthy();
  }
}
