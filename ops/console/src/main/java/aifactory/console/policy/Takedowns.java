package aifactory.console.policy;

import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.topic.Topics;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/// Orders takedowns: the row and the event, or neither.
@ApplicationScoped
public class Takedowns {
  private final TakedownLedger ledger;
  private final Outbox outbox;
  private final InstantSource clock;

  Takedowns(TakedownLedger ledger, Outbox outbox, InstantSource clock) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Orders or lifts one; returns the id of its event.
  @Transactional
  public String order(TakedownOrder order, String actor) {
    TakedownEntity.Key key = new TakedownEntity.Key(order.targetKind().name(), target(order));
    TakedownEntity held = ledger.findById(key);
    TakedownEntity takedown = held == null ? new TakedownEntity() : held;
    takedown.key = key;
    takedown.inForce = order.inForce() == null || order.inForce();
    takedown.reason = Objects.requireNonNullElse(order.reason(), "");
    takedown.actor = actor;
    takedown.eventId = UUID.randomUUID();
    takedown.orderedAt = clock.instant();
    if (held == null) {
      ledger.persist(takedown);
    }
    outbox.add(
        Topics.CORPUS_TAKEDOWN,
        key.target(),
        TakedownOrdered.newBuilder()
            .setEventId(takedown.eventId.toString())
            .setTargetKind(order.targetKind())
            .setTarget(key.target())
            .setInForce(takedown.inForce)
            .setReason(takedown.reason)
            .setActor(actor)
            .setOrderedAt(takedown.orderedAt)
            .build());
    return takedown.eventId.toString();
  }

  /// The target as documents carry it: canonical URL, lower-case domain.
  private static String target(TakedownOrder order) {
    String text = order.target().strip();
    if (order.targetKind() == TakedownTarget.DOMAIN) {
      return java.net.IDN.toASCII(text.toLowerCase(Locale.ROOT));
    }
    if (order.targetKind() == TakedownTarget.DOCUMENT && !text.matches("[0-9a-f]{64}")) {
      throw ProblemException.invalid("target", "must be a document id: 64 hexadecimal digits");
    }
    return order.targetKind() == TakedownTarget.URL ? canonical(text) : text;
  }

  private static String canonical(String text) {
    // Documents that are not web pages keep the URI their producer gave them.
    return CanonicalUrl.parse(text).map(CanonicalUrl::text).orElse(text);
  }
}
