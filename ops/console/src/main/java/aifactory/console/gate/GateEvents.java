package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Alias;
import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.gate.GateLedger.Evaluation;
import aifactory.console.job.JobOrders;
import aifactory.console.outbox.Outbox;
import aifactory.console.promotion.Rule;
import aifactory.console.promotion.Verdict;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.JobKind;
import aifactory.event.ModelDecided;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the gate tells everybody, in the transaction of its decision.
@ApplicationScoped
class GateEvents {
  static final String BEST = "best";
  static final String PRODUCTION = "production";

  /// How long a score is waited for that nobody gives: the trainer may have lost the order.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /// Before it is asked for a second time; doubled for every further time.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final GateLedger ledger;
  private final Outbox outbox;
  private final JobOrders jobs;
  private final InstantSource clock;

  GateEvents(GateLedger ledger, Outbox outbox, JobOrders jobs, InstantSource clock) {
    this.jobs = jobs;
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Tells a decision; returns its id.
  String decided(
      Decision decision,
      Bundle bundle,
      @Nullable Evaluation evaluation,
      Verdict verdict,
      double threshold,
      String actor) {
    Optional<Alias> production = ledger.alias(PRODUCTION);
    OptionalDouble held =
        production.isEmpty() || evaluation == null
            ? OptionalDouble.empty()
            : ledger.score(production.get().bundleId(), evaluation.setHash());
    String eventId = UUID.randomUUID().toString();
    outbox.add(
        Topics.MODEL_DECISIONS,
        bundle.id(),
        ModelDecided.newBuilder()
            .setEventId(eventId)
            .setBundleId(bundle.id())
            .setDecision(decision)
            .setEvaluationId(evaluation == null ? null : evaluation.id())
            .setEvaluationSetHash(evaluation == null ? null : evaluation.setHash())
            .setScore(evaluation == null ? null : evaluation.score())
            .setThreshold(threshold)
            .setProductionBundleId(production.map(Alias::bundleId).orElse(null))
            .setProductionScore(held.isPresent() ? held.getAsDouble() : null)
            .setRule(verdict.rule().name())
            .setReason(verdict.reason())
            .setActor(actor)
            .setInForce(verdict.rule() != Rule.TAINT_LIFTED)
            .setDecidedAt(clock.instant())
            .build());
    return eventId;
  }

  /// Makes a bundle production.
  void promote(Bundle bundle, @Nullable Evaluation evaluation, String actor) {
    ledger.pushProduction(bundle.id(), actor, clock.instant());
    moveAlias(PRODUCTION, bundle, evaluation, actor);
  }

  /// Moves an alias and tells it.
  void moveAlias(String alias, Bundle bundle, @Nullable Evaluation evaluation, String actor) {
    Instant now = clock.instant();
    ledger.move(alias, bundle, evaluation, actor, now);
    outbox.add(
        Topics.MODEL_ALIASES,
        alias,
        AliasMoved.newBuilder()
            .setAlias(alias)
            .setBundleId(bundle.id())
            .setCheckpointHash(bundle.checkpointHash())
            .setLocation(bundle.location())
            .setStep(bundle.step())
            .setActor(actor)
            .setMovedAt(now)
            .build());
  }

  /// Makes an alias mean nothing and tells it.
  void clearAlias(String alias, String actor) {
    Instant now = clock.instant();
    ledger.clear(alias, actor, now);
    outbox.add(
        Topics.MODEL_ALIASES,
        alias,
        AliasMoved.newBuilder().setAlias(alias).setStep(0).setActor(actor).setMovedAt(now).build());
  }

  /// Asks the trainer to score production on a set that candidates are scored on, unless it is at
  /// it. What failed is asked for again, each time after a longer pause.
  void askForProductionScore(String bundleId, String setHash) {
    jobs.requestOnce(
        JobKind.EVALUATE,
        Map.of("bundleId", bundleId, "evaluationSetHash", setHash),
        Gate.ACTOR,
        PAUSE,
        PATIENCE);
  }
}
