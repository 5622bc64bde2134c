package aifactory.preprocess.topology;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.dedup.DomainKey;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.dedup.VersionState;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.totals.FlowCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who holds a text, and what withdraws the versions that were published. Publishes a version at
/// most once, ever: one that comes back is allowed again, not repeated.
final class HolderStep extends ContextualProcessor<String, Filing, String, Filing> {
  static final String TEXTS = "texts";
  static final String VERSIONS = "versions";
  static final String BANDS = "near-bands";
  private static final Duration WALK_EVERY = Duration.ofMillis(100);

  private final PolicyGate policies;
  private final boolean dedup;
  private final @Nullable MinHash near;
  private final FlowCounters counters;
  private @Nullable KeyValueStore<String, List<Long>> openBands;
  private @Nullable KeyValueStore<String, List<String>> openTexts;
  private @Nullable KeyValueStore<String, VersionState> openVersions;

  /// @param near null = near-duplicates are not looked for
  HolderStep(PolicyGate policies, boolean dedup, @Nullable MinHash near, FlowCounters counters) {
    this.policies = policies;
    this.dedup = dedup;
    this.near = near;
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<String, Filing> context) {
    super.init(context);
    openTexts = context.getStateStore(TEXTS);
    openVersions = context.getStateStore(VERSIONS);
    openBands = context.getStateStore(BANDS);
    PolicyWalk walk = new PolicyWalk(policies, versions(), this::withdraw);
    context.schedule(WALK_EVERY, PunctuationType.WALL_CLOCK_TIME, ignored -> walk.slice());
  }

  @Override
  public void process(Record<String, Filing> record) {
    switch (record.value()) {
      case Filing.Claim(DocumentAccepted candidate) -> claim(record.key(), candidate);
      case Filing.Standing(RetractionRegistered standing) -> stand(standing);
      default -> throw new IllegalStateException("only claims and standings travel to a holder");
    }
  }

  private void claim(String fingerprint, DocumentAccepted candidate) {
    String key = DomainKey.of(candidate.getDomain(), candidate.getVersion());
    VersionState known = versions().get(key);
    if (known != null && !known.changed()) {
      forward(candidate.getDocumentId(), new Filing.Dropped("UNCHANGED"));
      return;
    }
    List<String> holders =
        new ArrayList<>(Objects.requireNonNullElse(texts().get(fingerprint), List.of()));
    Optional<VersionState> elder = dedup ? elder(holders, candidate) : Optional.empty();
    if (elder.isPresent()) {
      refuse(candidate, elder.get());
    } else if (known != null) {
      withdraw(known.withChanged(false), RetractionReason.CHANGED, false, "");
    } else {
      holders.add(key);
      texts().put(fingerprint, holders);
      publish(candidate);
    }
  }

  private void publish(DocumentAccepted candidate) {
    DocumentAccepted event = DocumentAccepted.newBuilder(candidate).setAcceptedAt(now()).build();
    VersionState state = Facts.published(event);
    versions().put(DomainKey.of(state.domain(), state.version()), state);
    counters.add("accepted");
    forward(event.getDocumentId(), new Filing.Accepted(event));
    sketch(state, event.getText());
    // The table may have changed while the claim travelled: the walk that followed has passed by.
    PolicyTable.Ruling ruling = PolicyWalk.ruling(policies.table(), state);
    if (ruling.withdrawn() != null) {
      withdraw(state.withForbidden(ruling.withdrawn()), ruling.withdrawn(), true, ruling.cause());
    }
  }

  private void sketch(VersionState state, String text) {
    if (near != null) {
      List<Long> bands = Arrays.stream(near.bandsOf(text)).boxed().toList();
      bands().put(state.version(), bands);
      forward(state.version(), new Filing.Sketch(state, bands, true));
    }
  }

  /// An elder that is withdrawn covers nobody.
  private void sketchAgain(@Nullable VersionState before, VersionState now) {
    List<Long> bands = near == null ? null : bands().get(now.version());
    if (bands != null && before != null && before.isEligible() != now.isEligible()) {
      forward(now.version(), new Filing.Sketch(now, bands, false));
    }
  }

  private void refuse(DocumentAccepted candidate, VersionState elder) {
    forward(
        candidate.getDocumentId(),
        new Filing.Refused(Facts.duplicate(candidate, elder.documentId(), now())));
  }

  private void stand(RetractionRegistered standing) {
    VersionState known = versions().get(DomainKey.of(standing.getDomain(), standing.getVersion()));
    if (known == null || known.has(standing.getReason()) == standing.getInForce()) {
      return; // it was a duplicate and never published, or it stands so already
    }
    VersionState next =
        standing.getReason() == RetractionReason.CHANGED
            ? known.withChanged(standing.getInForce())
            : known.withConsentRefused(standing.getInForce());
    withdraw(next, standing.getReason(), standing.getInForce(), standing.getCause());
  }

  private Optional<VersionState> elder(List<String> holders, DocumentAccepted candidate) {
    return holders.stream()
        .map(versions()::get)
        .filter(Objects::nonNull)
        .filter(held -> !held.documentId().equals(candidate.getDocumentId()))
        .filter(VersionState::isEligible)
        .filter(held -> near == null || isOlder(held, candidate))
        .findFirst();
  }

  /// Equal texts meet in every band: where near-duplicates are looked for, an older document that
  /// comes later is accepted, and the younger falls to it, so that the outcome does not depend on
  /// the order of arrival. Else whoever came first holds the text.
  private static boolean isOlder(VersionState held, DocumentAccepted candidate) {
    int byFetch = Long.compare(held.fetchedAtMillis(), candidate.getFetchedAt().toEpochMilli());
    return byFetch < 0
        || byFetch == 0 && held.documentId().compareTo(candidate.getDocumentId()) < 0;
  }

  private void withdraw(VersionState next, RetractionReason reason, boolean inForce, String cause) {
    String key = DomainKey.of(next.domain(), next.version());
    sketchAgain(versions().get(key), next);
    versions().put(key, next);
    counters.add(inForce ? "retracted" : "allowedAgain");
    forward(
        next.documentId(),
        new Filing.Withdrawn(Facts.retraction(next, reason, inForce, cause, now())));
  }

  private void forward(String key, Filing filing) {
    context().forward(new Record<>(key, filing, context().currentSystemTimeMs()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }

  private KeyValueStore<String, List<String>> texts() {
    return Objects.requireNonNull(openTexts, "init is called before process");
  }

  private KeyValueStore<String, List<Long>> bands() {
    return Objects.requireNonNull(openBands, "init is called before process");
  }

  private KeyValueStore<String, VersionState> versions() {
    return Objects.requireNonNull(openVersions, "init is called before process");
  }
}
