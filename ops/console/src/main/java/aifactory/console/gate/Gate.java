package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.gate.GateLedger.Evaluation;
import aifactory.console.promotion.Candidate;
import aifactory.console.promotion.Incumbent;
import aifactory.console.promotion.PromotionRule;
import aifactory.console.promotion.Rule;
import aifactory.console.promotion.Verdict;
import aifactory.console.setting.ConsoleConfig;
import aifactory.event.Decision;
import aifactory.event.ModelBundled;
import aifactory.event.ModelEvaluated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;

/// Decides. Each (bundle, evaluation) is decided once; decision, alias and their events are one
/// transaction. A refusal adds a decision and changes nothing else.
@ApplicationScoped
public class Gate {
  static final String ACTOR = "gate";

  private final GateLedger ledger;
  private final GateEvents events;
  private final Ranking ranking;
  private final Taints taints;
  private final InstantSource clock;
  private final PromotionRule rule;
  private final boolean forced;

  /// Until everything was looked at once, somebody may be waiting since before a restart.
  private volatile boolean anyWaits = true;

  Gate(
      GateLedger ledger,
      GateEvents events,
      Ranking ranking,
      Taints taints,
      ConsoleConfig config,
      InstantSource clock) {
    this.ledger = ledger;
    this.events = events;
    this.ranking = ranking;
    this.taints = taints;
    this.clock = clock;
    this.rule = new PromotionRule(config.promotionMinScore());
    this.forced = config.forcePromote();
  }

  /// A bundle exists; evaluations that came before it can be decided now.
  @Transactional
  void learn(ModelBundled bundle, String topic, int partition, long offset) {
    ledger.lock();
    ledger.keep(bundle);
    ledger.moveTo(topic, partition, offset + 1);
    decideWhatCanBe();
  }

  /// An evaluation exists; it may be of a candidate, or production's on a new set.
  @Transactional
  void learn(ModelEvaluated evaluation, String topic, int partition, long offset) {
    ledger.lock();
    ledger.keep(evaluation);
    ledger.moveTo(topic, partition, offset + 1);
    decideWhatCanBe();
  }

  /// Whether a candidate waits for production's score on its set.
  boolean anyWaits() {
    return anyWaits;
  }

  /// Looks again at who waits: what it waits for may have failed.
  @Transactional
  void askAgain() {
    ledger.lock();
    decideWhatCanBe();
  }

  private void decideWhatCanBe() {
    boolean waits = false;
    for (Evaluation evaluation : ledger.undecided()) {
      Optional<Bundle> bundle = ledger.bundle(evaluation.bundleId());
      waits |= bundle.isPresent() && !decide(bundle.get(), evaluation);
    }
    anyWaits = waits;
    ranking.note();
  }

  /// Returns false when it must wait.
  private boolean decide(Bundle bundle, Evaluation evaluation) {
    Verdict verdict = verdict(bundle, evaluation);
    switch (verdict) {
      case Verdict.Waiting waiting ->
          events.askForProductionScore(productionId(), evaluation.setHash());
      case Verdict.Refused refused when refused.rule() == Rule.ALREADY_PRODUCTION ->
          ledger.decide(bundle.id(), evaluation.id(), clock.instant()); // a re-score, no candidate
      case Verdict.Refused refused when forced && refused.rule().isAboutScore() -> {
        Verdict overruled =
            new Verdict.Promoted(
                Rule.FORCED_BY_SETTING, "FORCE_PROMOTE overruled: " + refused.reason());
        once(bundle, evaluation, Decision.FORCED, overruled);
      }
      case Verdict.Refused refused -> once(bundle, evaluation, Decision.REFUSED, refused);
      case Verdict.Promoted promoted -> once(bundle, evaluation, Decision.PROMOTED, promoted);
    }
    return !(verdict instanceof Verdict.Waiting);
  }

  private void once(Bundle bundle, Evaluation evaluation, Decision decision, Verdict verdict) {
    if (ledger.decide(bundle.id(), evaluation.id(), clock.instant())) {
      events.decided(decision, bundle, evaluation, verdict, rule.minScore(), ACTOR);
      if (decision != Decision.REFUSED) {
        events.promote(bundle, evaluation, ACTOR);
      }
    }
  }

  /// The rule's verdict on a bundle as things stand, without deciding.
  Verdict verdict(Bundle bundle, Evaluation evaluation) {
    Candidate candidate =
        new Candidate(
            bundle.id(),
            evaluation.id(),
            evaluation.setHash(),
            ledger.isCurrentSet(evaluation.setHash()),
            evaluation.score(),
            bundle.parityPassed() && evaluation.parityPassed(),
            evaluation.selfTestPassed(),
            taint(bundle));
    Incumbent incumbent =
        ledger
            .alias(GateEvents.PRODUCTION)
            .<Incumbent>map(alias ->
                new Incumbent.Production(
                    alias.bundleId(), ledger.score(alias.bundleId(), evaluation.setHash())))
            .orElseGet(Incumbent.None::new);
    return rule.verdict(candidate, incumbent);
  }

  double minScore() {
    return rule.minScore();
  }

  /// Why a bundle must not serve now, empty when nothing is against it.
  String taint(Bundle bundle) {
    return taints.of(bundle);
  }

  private String productionId() {
    return ledger.alias(GateEvents.PRODUCTION).map(GateLedger.Alias::bundleId).orElse("");
  }
}
