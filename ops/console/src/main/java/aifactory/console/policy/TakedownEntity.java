package aifactory.console.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A takedown, as `control.takedown` keeps it.
@Entity
@Table(schema = "control", name = "takedown")
class TakedownEntity {
  @EmbeddedId Key key = new Key("", "");

  @Column(name = "in_force")
  boolean inForce;

  String reason = "";
  String actor = "";

  @Column(name = "event_id")
  UUID eventId = new UUID(0, 0);

  @Column(name = "ordered_at")
  Instant orderedAt = Instant.EPOCH;

  /// One takedown per target.
  @Embeddable
  record Key(@Column(name = "target_kind") String targetKind, String target) {}
}
