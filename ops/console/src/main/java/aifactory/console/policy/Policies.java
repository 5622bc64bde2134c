package aifactory.console.policy;

import aifactory.console.outbox.Outbox;
import aifactory.contract.topic.Topics;
import aifactory.event.PolicySet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;

/// Sets policies: the row and the event, or neither.
@ApplicationScoped
public class Policies {
  private final PolicyLedger ledger;
  private final Outbox outbox;
  private final InstantSource clock;

  Policies(PolicyLedger ledger, Outbox outbox, InstantSource clock) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Sets, changes or removes one; returns the id of its event.
  @Transactional
  public String order(PolicyOrder order, String actor) {
    PolicyEntity.Key key = new PolicyEntity.Key(order.pattern(), order.type());
    UUID eventId = UUID.randomUUID();
    if (order.removed()) {
      ledger.deleteById(key);
    } else {
      PolicyEntity held = ledger.findById(key);
      PolicyEntity policy = held == null ? new PolicyEntity() : held;
      policy.key = key;
      policy.licenseTag = Objects.requireNonNullElse(order.licenseTag(), "unknown");
      policy.allowTraining = order.allows();
      policy.baseWeight = order.baseWeight();
      policy.notes = Objects.requireNonNullElse(order.notes(), "");
      policy.actor = actor;
      policy.eventId = eventId;
      policy.setAt = clock.instant();
      if (held == null) {
        ledger.persist(policy);
      }
    }
    outbox.add(Topics.POLICY_SOURCES, key.pattern(), event(order, key, eventId, actor));
    return eventId.toString();
  }

  private PolicySet event(PolicyOrder order, PolicyEntity.Key key, UUID eventId, String actor) {
    return PolicySet.newBuilder()
        .setEventId(eventId.toString())
        .setPattern(key.pattern())
        .setSourceType(key.sourceType())
        .setLicence(Objects.requireNonNullElse(order.licenseTag(), "unknown"))
        .setAllowTraining(order.allows())
        .setWeight(order.baseWeight())
        .setNotes(Objects.requireNonNullElse(order.notes(), ""))
        .setRemoved(order.removed())
        .setActor(actor)
        .setSetAt(clock.instant())
        .build();
  }
}
