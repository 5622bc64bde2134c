package aifactory.preprocess.topology;

import aifactory.event.RetractionReason;
import aifactory.preprocess.dedup.VersionState;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A version is a near-duplicate while a band covers it. Registers the verdict when it begins to be
/// one, and lifts it when it ends.
final class NearVerdictStep extends ContextualProcessor<String, Sketched, String, Filing> {
  static final String STORE = "near-verdicts";

  private @Nullable KeyValueStore<String, NearState> openStore;

  @Override
  public void init(ProcessorContext<String, Filing> context) {
    super.init(context);
    openStore = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, Sketched> record) {
    NearState known = Objects.requireNonNullElse(store().get(record.key()), NearState.UNKNOWN);
    NearState next =
        switch (record.value()) {
          case Sketched.Identity(VersionState state) -> known.with(state);
          case Sketched.Covered covered -> known.with(covered);
          case Sketched.InBand _ ->
              throw new IllegalStateException("a member does not travel to a version");
        };
    boolean falls = next.bands() != 0;
    VersionState identity = next.identity();
    if (identity != null && falls != next.told()) {
      next = next.told(falls);
      Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
      context()
          .forward(
              record
                  .withKey(identity.documentId())
                  .withValue(
                      new Filing.Withdrawn(
                          Facts.retraction(
                              identity,
                              RetractionReason.NEAR_DUPLICATE,
                              falls,
                              next.elder(),
                              now))));
    }
    store().put(record.key(), next);
  }

  private KeyValueStore<String, NearState> store() {
    return Objects.requireNonNull(openStore, "init is called before process");
  }
}
