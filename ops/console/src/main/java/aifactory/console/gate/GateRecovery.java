package aifactory.console.gate;

import aifactory.console.broker.FactoryBroker;
import aifactory.console.promotion.Rule;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.ModelBundled;
import aifactory.event.ModelDecided;
import aifactory.event.ModelEvaluated;
import aifactory.wire.EventTail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gate whose ledger is empty while the log is not (a lost or new database) remembers from the
/// log what was decided, instead of deciding it again. Emits nothing.
@ApplicationScoped
class GateRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(GateRecovery.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// Decisions about an evaluation; the others name it only to say what is meant.
  private static final Set<Decision> DECIDING =
      EnumSet.of(Decision.PROMOTED, Decision.REFUSED, Decision.FORCED);

  private final FactoryBroker broker;
  private final GateLedger ledger;

  GateRecovery(FactoryBroker broker, GateLedger ledger) {
    this.broker = broker;
    this.ledger = ledger;
  }

  /// What the log says, in its order.
  private static final class Memory {
    private final List<ModelBundled> bundles = new ArrayList<>();
    private final List<ModelEvaluated> evaluations = new ArrayList<>();
    private final List<ModelDecided> decisions = new ArrayList<>();
    private final Map<String, AliasMoved> aliases = new HashMap<>();
  }

  void recoverIfEmpty() {
    if (!ledger.offsets().isEmpty()) {
      return;
    }
    Memory memory = new Memory();
    try (EventTail tail =
        EventTail.named("console-gate-recovery", broker.settings())
            .on(Topics.MODEL_BUNDLED, EventTail.From.START, e -> memory.bundles.add(e.event()))
            .on(
                Topics.MODEL_EVALUATED,
                EventTail.From.START,
                e -> memory.evaluations.add(e.event()))
            .on(Topics.MODEL_DECISIONS, EventTail.From.START, e -> memory.decisions.add(e.event()))
            .on(
                Topics.MODEL_ALIASES,
                EventTail.From.START,
                e -> memory.aliases.put(e.event().getAlias(), e.event()))
            .start()) {
      tail.awaitCaughtUp(PATIENCE);
      Map<TopicPartition, Long> places = tail.positions();
      tail.close(); // nothing is added while it is written down
      if (!memory.decisions.isEmpty()) {
        QuarkusTransaction.requiringNew().run(() -> write(memory, places));
        LOG.info("gate remembered from the log decisions={}", memory.decisions.size());
      }
    }
  }

  private void write(Memory memory, Map<TopicPartition, Long> places) {
    ledger.lock();
    memory.bundles.forEach(ledger::keep);
    memory.evaluations.forEach(ledger::keep);
    for (ModelDecided decided : memory.decisions) {
      remember(decided);
    }
    for (String alias : List.of(GateEvents.BEST, GateEvents.PRODUCTION)) {
      AliasMoved moved = memory.aliases.get(alias);
      if (moved != null && moved.getBundleId() != null) {
        String bundleId = moved.getBundleId();
        GateLedger.Evaluation evaluation = ledger.standing(bundleId).orElse(null);
        ledger
            .bundle(bundleId)
            .ifPresent(bundle ->
                ledger.move(alias, bundle, evaluation, moved.getActor(), moved.getMovedAt()));
      }
    }
    places.forEach(
        (partition, offset) -> ledger.moveTo(partition.topic(), partition.partition(), offset));
  }

  private void remember(ModelDecided decided) {
    String evaluationId = decided.getEvaluationId();
    if (evaluationId != null && DECIDING.contains(decided.getDecision())) {
      ledger.decide(decided.getBundleId(), evaluationId, decided.getDecidedAt());
    }
    switch (decided.getDecision()) {
      case PROMOTED, FORCED ->
          ledger.pushProduction(decided.getBundleId(), decided.getActor(), decided.getDecidedAt());
      case ROLLED_BACK -> {
        if (decided.getRule().equals(Rule.RETURNED_BY_PERSON.name())) {
          ledger.pushProduction(decided.getBundleId(), decided.getActor(), decided.getDecidedAt());
        } else {
          ledger.popProduction(decided.getActor(), decided.getDecidedAt());
        }
      }
      case TAINTED -> {
        if (decided.getInForce()) {
          ledger.taint(decided.getBundleId(), decided.getReason(), decided.getDecidedAt());
        } else {
          ledger.untaint(decided.getBundleId());
        }
      }
      case REFUSED, DEMOTED -> {}
    }
  }
}
