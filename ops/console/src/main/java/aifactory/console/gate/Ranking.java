package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Alias;
import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.gate.GateLedger.Evaluation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/// Which bundle is the best: of those that are sound and untainted now the one with the highest
/// score on the newest evaluation set that any of them was scored on. Of equals the one that was
/// first.
@ApplicationScoped
class Ranking {
  private final GateLedger ledger;
  private final GateEvents events;
  private final Taints taints;

  Ranking(GateLedger ledger, GateEvents events, Taints taints) {
    this.ledger = ledger;
    this.events = events;
    this.taints = taints;
  }

  /// The best one's evaluation.
  ///
  /// @param minScore what its score must reach
  Optional<Evaluation> best(double minScore) {
    return ledger.sets().stream()
        .flatMap(set -> ledger.ranked(set).stream())
        .filter(evaluation -> evaluation.score() >= minScore)
        .filter(evaluation -> taints.of(bundle(evaluation)).isEmpty())
        .findFirst();
  }

  /// Lets the alias `best` name the best one, whether or not it may serve: what "promote best" by
  /// hand means.
  void note() {
    Optional<Evaluation> best = best(Double.NEGATIVE_INFINITY);
    Optional<Alias> named = ledger.alias(GateEvents.BEST);
    if (best.isEmpty()) {
      named.ifPresent(alias -> events.clearAlias(GateEvents.BEST, Gate.ACTOR));
    } else if (named.filter(alias -> isOf(alias, best.get())).isEmpty()) {
      events.moveAlias(GateEvents.BEST, bundle(best.get()), best.get(), Gate.ACTOR);
    }
  }

  private static boolean isOf(Alias alias, Evaluation evaluation) {
    return alias.bundleId().equals(evaluation.bundleId())
        && evaluation.setHash().equals(alias.setHash())
        && Objects.equals(alias.score(), evaluation.score());
  }

  private Bundle bundle(Evaluation evaluation) {
    return ledger.bundle(evaluation.bundleId()).orElseThrow();
  }
}
