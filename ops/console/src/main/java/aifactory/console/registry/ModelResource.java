package aifactory.console.registry;

import aifactory.console.access.Caller;
import aifactory.console.gate.HandPromotion;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Models: what exists, what was decided, what serves.
@Path("/api/models")
public class ModelResource {
  private final Caller caller;
  private final Rows rows;
  private final HandPromotion promotion;
  private final ModelLineage lineage;

  ModelResource(Rows rows, HandPromotion promotion, ModelLineage lineage, Caller caller) {
    this.caller = caller;
    this.rows = rows;
    this.lineage = lineage;
    this.promotion = promotion;
  }

  /// Bundles, newest first, each with its score on the current evaluation set (its newest, where it
  /// has none there) and its newest decision; `name` filters.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String name) {
    return Map.of(
        "status",
        "success",
        "models",
        rows.list(
            "select b.bundle_id as id, b.model_name as model_tag, b.location as checkpoint_path,"
                + " b.checkpoint_hash as source_checkpoint, b.run_id, b.\"precision\", b.step,"
                + " b.parameters, b.context_tokens, b.parity_error, b.parity_passed, b.dataset_ids,"
                + " e.score as avg_score, e.evaluation_set_hash, d.decision, d.rule, d.reason as"
                + " notes, d.actor, exists (select 1 from view.decision p where p.bundle_id ="
                + " b.bundle_id and p.decision in ('PROMOTED', 'FORCED', 'ROLLED_BACK')) as"
                + " promoted, (select array_agg(alias order by alias) from view.alias a"
                + " where a.bundle_id = b.bundle_id) as aliases, t.bundle_id is not null as"
                + " tainted, t.reason as taint, t.since as tainted_since, b.domains,"
                + " b.bundled_at as created_at from view.bundle b left join control.gate_taint t"
                + " using (bundle_id) left join lateral (select score, evaluation_set_hash from"
                + " view.standing where bundle_id = b.bundle_id) e on true left join lateral (select decision, rule, reason, actor from"
                + " view.decision where bundle_id = b.bundle_id order by decided_at desc limit 1) d"
                + " on true where ? = '' or b.model_name = ? order by b.bundled_at desc, id limit ?"
                + " offset ?",
            name,
            name,
            page.limit(),
            page.offset()));
  }

  /// One bundle: what it was made of, how it scored, what was decided, and what the gate would say
  /// if it were to be promoted now.
  @GET
  @Path("/{bundleId}")
  public Map<String, Object> one(@RestPath String bundleId) {
    return lineage.of(bundleId);
  }

  /// Every production there was, newest first: what a rollback may name; `bundle` and `actor`
  /// filter.
  @GET
  @Path("/productions")
  public Map<String, Object> productions(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String bundle,
      @RestQuery @DefaultValue("") String actor) {
    return Map.of(
        "status",
        "success",
        "productions",
        rows.list(
            "select p.seq, p.bundle_id, p.actor, p.since, b.model_name, b.step from"
                + " control.production p left join view.bundle b using (bundle_id) where ? in ('',"
                + " p.bundle_id) and ? in ('', p.actor) order by p.seq desc limit ? offset ?",
            bundle,
            actor,
            page.limit(),
            page.offset()));
  }

  /// Decisions of the gate and of people, newest first; `bundle`, `decision` (such as REFUSED),
  /// `rule` and `actor` filter.
  @GET
  @Path("/decisions")
  public Map<String, Object> decisions(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String bundle,
      @RestQuery @DefaultValue("") String decision,
      @RestQuery @DefaultValue("") String rule,
      @RestQuery @DefaultValue("") String actor) {
    return Map.of(
        "status",
        "success",
        "decisions",
        rows.list(
            "select event_id, bundle_id, decision, rule, reason, score, threshold,"
                + " production_bundle_id, production_score, evaluation_id, evaluation_set_hash,"
                + " actor, decided_at from view.decision where ? in ('', bundle_id) and ? in ('',"
                + " decision) and ? in ('', rule) and ? in ('', actor) order by decided_at desc,"
                + " event_id limit ? offset ?",
            bundle,
            decision,
            rule,
            actor,
            page.limit(),
            page.offset()));
  }

  /// What each alias means now; `alias` filters.
  @GET
  @Path("/aliases")
  public Map<String, Object> aliases(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String alias) {
    return Map.of(
        "status",
        "success",
        "aliases",
        rows.list(
            "select * from view.alias where ? in ('', alias) order by alias limit ? offset ?",
            alias,
            page.limit(),
            page.offset()));
  }

  /// Promotes by hand, by the same rule or against it. Without a body the best bundle by the rule.
  ///
  /// @param force as in the body, which is where clients of the reference system say it
  @POST
  @Path("/promote")
  public Map<String, Object> promote(
      @Nullable @Valid PromotionOrder order,
      @RestQuery
          @DefaultValue("false")
          @Pattern(regexp = "true|false|1|0", message = "must be true, false, 1 or 0")
          String force) {
    PromotionOrder told = order == null ? PromotionOrder.OF_THE_BEST : order;
    boolean forced = told.force() || force.equals("true") || force.equals("1");
    if (forced && told.reason() == null) {
      throw ProblemException.invalid("reason", "who overrules the rule must say why");
    }
    return answer(
        promotion.promote(
            told.bundleId(),
            forced,
            Objects.requireNonNullElse(told.reason(), "by hand"),
            caller.name()));
  }

  /// Goes back to the production before, or to any earlier one that is named.
  @POST
  @Path("/rollback")
  public Map<String, Object> rollback(@NotNull @Valid RollbackOrder order) {
    return answer(promotion.rollback(order.bundleId(), order.reason(), caller.name()));
  }

  private static Map<String, Object> answer(HandPromotion.Outcome outcome) {
    return switch (outcome) {
      case HandPromotion.Outcome.Done done ->
          Map.of(
              "status",
              "success",
              "message",
              done.reason(),
              "decision",
              done.decision(),
              "bundle_id",
              done.bundleId(),
              "event_id",
              done.eventId());
      case HandPromotion.Outcome.Unknown unknown ->
          throw ProblemException.unknown("bundle", unknown.bundleId());
      case HandPromotion.Outcome.Refused refused -> {
        ProblemException problem = new ProblemException(409, refused.rule(), refused.reason());
        yield refuse(
            refused.bundleId() == null ? problem : problem.with("bundle_id", refused.bundleId()));
      }
    };
  }

  private static Map<String, Object> refuse(ProblemException problem) {
    throw problem;
  }
}
