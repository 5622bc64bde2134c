package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.gate.GateLedger.Evaluation;
import aifactory.console.promotion.Rule;
import aifactory.console.promotion.Verdict;
import aifactory.console.setting.ConsoleConfig;
import aifactory.event.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Marks the bundles that learned from text which was forbidden since, and takes a marked one out
/// of production: the best untainted one that passes the gate takes its place, or nothing does.
@ApplicationScoped
public class Demotion {
  private static final Logger LOG = LoggerFactory.getLogger(Demotion.class);

  private static final String LIFTED =
      "nothing that it learned from is forbidden now; it was tainted because %s";

  private final Gate gate;
  private final GateLedger ledger;
  private final GateEvents events;
  private final Ranking ranking;
  private final Taints taints;
  private final InstantSource clock;
  private final boolean demotes;
  private long seen = -1;

  Demotion(
      Gate gate,
      GateLedger ledger,
      GateEvents events,
      Ranking ranking,
      Taints taints,
      ConsoleConfig config,
      InstantSource clock) {
    this.gate = gate;
    this.ledger = ledger;
    this.events = events;
    this.ranking = ranking;
    this.taints = taints;
    this.clock = clock;
    this.demotes = config.taintPolicy().equals("demote");
  }

  /// Whether something may have changed since the last review.
  boolean isDue() {
    return taints.changes() != seen;
  }

  /// Looks at every bundle. A bundle is told to be tainted once, and once that it is clean again.
  @Transactional
  void review() {
    long upTo = taints.changes();
    ledger.lock();
    Map<String, String> marked = ledger.tainted();
    for (Bundle bundle : ledger.bundles()) {
      String taint = taints.of(bundle);
      if (!taint.isEmpty() && !marked.containsKey(bundle.id())) {
        ledger.taint(bundle.id(), taint, clock.instant());
        tell(Decision.TAINTED, bundle, new Verdict.Refused(Rule.TAINTED, taint));
      } else if (taint.isEmpty() && marked.containsKey(bundle.id())) {
        ledger.untaint(bundle.id());
        tell(
            Decision.TAINTED,
            bundle,
            new Verdict.Refused(Rule.TAINT_LIFTED, LIFTED.formatted(marked.get(bundle.id()))));
      }
    }
    ranking.note();
    if (demotes) {
      replaceProduction();
    }
    seen = upTo;
  }

  private void replaceProduction() {
    Optional<Bundle> production =
        ledger.alias(GateEvents.PRODUCTION).flatMap(alias -> ledger.bundle(alias.bundleId()));
    if (production.isEmpty()) {
      return;
    }
    String taint = taints.of(production.get());
    if (taint.isEmpty()) {
      return;
    }
    Optional<Evaluation> best = ranking.best(gate.minScore());
    String then =
        best.map(next -> "; " + next.bundleId() + " takes its place")
            .orElse("; nothing untainted passes the gate: production is empty");
    tell(
        Decision.DEMOTED,
        production.get(),
        new Verdict.Refused(Rule.DEMOTED_BY_TAINT, taint + then));
    LOG.warn("production demoted bundleId={} reason={}", production.get().id(), taint + then);
    if (best.isEmpty()) {
      events.clearAlias(GateEvents.PRODUCTION, Gate.ACTOR);
      return;
    }
    Bundle next = ledger.bundle(best.get().bundleId()).orElseThrow();
    Verdict verdict =
        new Verdict.Promoted(
            Rule.REPLACES_TAINTED, "best untainted bundle; production was tainted: " + taint);
    events.decided(Decision.PROMOTED, next, best.get(), verdict, gate.minScore(), Gate.ACTOR);
    events.promote(next, best.get(), Gate.ACTOR);
  }

  private void tell(Decision decision, Bundle bundle, Verdict verdict) {
    Evaluation newest = ledger.standing(bundle.id()).orElse(null);
    events.decided(decision, bundle, newest, verdict, gate.minScore(), Gate.ACTOR);
  }
}
