package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.gate.GateLedger.Evaluation;
import aifactory.console.promotion.Rule;
import aifactory.console.promotion.Verdict;
import aifactory.event.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Promotion and rollback by a person: the same rule, the same events, and a way to overrule it
/// that is always recorded as what it is.
@ApplicationScoped
public class HandPromotion {
  private final Gate gate;
  private final GateLedger ledger;
  private final GateEvents events;
  private final InstantSource clock;

  HandPromotion(Gate gate, GateLedger ledger, GateEvents events, InstantSource clock) {
    this.gate = gate;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /// How an order ended.
  public sealed interface Outcome {
    /// Production changed.
    record Done(String decision, String bundleId, String eventId, String reason)
        implements Outcome {}

    /// Nothing changed.
    record Refused(String rule, String reason, @Nullable String bundleId) implements Outcome {}

    /// There is no such bundle.
    record Unknown(String bundleId) implements Outcome {}
  }

  /// Promotes a bundle, `best` when none is named.
  ///
  /// @param force overrules what is about the score; a bundle that is not sound, or learned from
  ///   forbidden text, nobody promotes
  @Transactional
  public Outcome promote(@Nullable String bundleId, boolean force, String reason, String actor) {
    ledger.lock();
    Optional<String> named =
        bundleId == null
            ? ledger.alias(GateEvents.BEST).map(GateLedger.Alias::bundleId)
            : Optional.of(bundleId);
    if (named.isEmpty()) {
      return new Outcome.Refused("NOTHING_EVALUATED", "no bundle has been evaluated yet", null);
    }
    Optional<Bundle> bundle = ledger.bundle(named.get());
    if (bundle.isEmpty()) {
      return new Outcome.Unknown(named.get());
    }
    Evaluation evaluation = ledger.standing(bundle.get().id()).orElse(null);
    Verdict verdict =
        evaluation == null
            ? new Verdict.Refused(Rule.NOT_EVALUATED, "this bundle has never been evaluated")
            : gate.verdict(bundle.get(), evaluation);
    if (verdict.rule() == Rule.ALREADY_PRODUCTION) {
      return new Outcome.Refused(verdict.rule().name(), verdict.reason(), bundle.get().id());
    }
    return act(bundle.get(), evaluation, verdict, force, reason, actor);
  }

  private Outcome act(
      Bundle bundle,
      @Nullable Evaluation evaluation,
      Verdict verdict,
      boolean force,
      String reason,
      String actor) {
    boolean passed = verdict instanceof Verdict.Promoted;
    boolean overruled = !passed && force && verdict.rule().isAboutScore();
    if (evaluation != null && (passed || overruled)) {
      ledger.decide(bundle.id(), evaluation.id(), clock.instant());
    }
    if (!passed && !overruled) {
      events.decided(Decision.REFUSED, bundle, evaluation, verdict, gate.minScore(), actor);
      return new Outcome.Refused(verdict.rule().name(), verdict.reason(), bundle.id());
    }
    Decision decision = passed ? Decision.PROMOTED : Decision.FORCED;
    Verdict told =
        passed
            ? new Verdict.Promoted(verdict.rule(), verdict.reason() + "; " + reason)
            : new Verdict.Promoted(
                Rule.FORCED_BY_PERSON, reason + " (overruled: " + verdict.reason() + ")");
    String eventId = events.decided(decision, bundle, evaluation, told, gate.minScore(), actor);
    events.promote(bundle, evaluation, actor);
    return new Outcome.Done(decision.name(), bundle.id(), eventId, told.reason());
  }

  /// What the rule would say of a bundle now; empty when the gate does not know it.
  @Transactional
  public Optional<Verdict> verdict(String bundleId) {
    return ledger
        .bundle(bundleId)
        .map(bundle ->
            ledger
                .standing(bundleId)
                .map(evaluation -> gate.verdict(bundle, evaluation))
                .orElseGet(() ->
                    new Verdict.Refused(
                        Rule.NOT_EVALUATED, "this bundle has never been evaluated")));
  }

  /// Goes back to an earlier production.
  ///
  /// @param bundleId which; the one before this one when null
  @Transactional
  public Outcome rollback(@Nullable String bundleId, String reason, String actor) {
    ledger.lock();
    Optional<Bundle> before =
        (bundleId == null ? ledger.replacedProduction() : ledger.earlierProduction(bundleId))
            .flatMap(ledger::bundle);
    if (before.isEmpty()) {
      return new Outcome.Refused(
          "NOTHING_BEFORE",
          bundleId == null
              ? "there was no production before this one"
              : "that bundle was never production before",
          bundleId);
    }
    Bundle bundle = before.get();
    String taint = gate.taint(bundle);
    if (!taint.isEmpty()) {
      return new Outcome.Refused(Rule.TAINTED.name(), taint, bundle.id());
    }
    Evaluation evaluation = ledger.standing(bundle.id()).orElse(null);
    Rule rule = bundleId == null ? Rule.ROLLED_BACK_BY_PERSON : Rule.RETURNED_BY_PERSON;
    Verdict verdict = new Verdict.Promoted(rule, reason);
    String eventId =
        events.decided(Decision.ROLLED_BACK, bundle, evaluation, verdict, gate.minScore(), actor);
    if (bundleId == null) {
      ledger.popProduction(actor, clock.instant());
    } else {
      ledger.pushProduction(bundle.id(), actor, clock.instant());
    }
    events.moveAlias(GateEvents.PRODUCTION, bundle, evaluation, actor);
    return new Outcome.Done(Decision.ROLLED_BACK.name(), bundle.id(), eventId, reason);
  }
}
