package aifactory.console.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A policy in force, as `control.policy` keeps it.
@Entity
@Table(schema = "control", name = "policy")
class PolicyEntity {
  @EmbeddedId Key key = new Key("", "");

  @Column(name = "license_tag")
  String licenseTag = "unknown";

  @Column(name = "allow_training")
  boolean allowTraining;

  @Column(name = "base_weight")
  @Nullable Double baseWeight;

  String notes = "";
  String actor = "";

  @Column(name = "event_id")
  UUID eventId = new UUID(0, 0);

  @Column(name = "set_at")
  Instant setAt = Instant.EPOCH;

  /// One policy per domain pattern and source type.
  @Embeddable
  record Key(String pattern, @Column(name = "source_type") String sourceType) {}
}
