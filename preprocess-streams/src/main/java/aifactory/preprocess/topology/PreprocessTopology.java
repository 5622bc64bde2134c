package aifactory.preprocess.topology;

import static org.apache.kafka.common.serialization.Serdes.ByteArray;
import static org.apache.kafka.common.serialization.Serdes.String;
import static org.apache.kafka.streams.kstream.Named.as;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.document.Judgement;
import aifactory.preprocess.judge.JudgingStep;
import aifactory.preprocess.judge.JudgingSteps;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.preprocess.totals.Tally;
import aifactory.wire.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The map of the room. Two hops between a page and the corpus: by document, because its versions
/// must meet, and by text, because equal texts must meet. A third, off the path, counts.
///
/// Step and store names are an upgrade contract: `topology.txt` is compared in the tests.
public final class PreprocessTopology {
  private static final int ONE_COUNTER = 1;

  private final JudgingSteps steps;
  private final PolicyGate policies;
  private final Duplicates duplicates;
  private final FlowCounters counters;
  private final FlowSerdes serdes;
  private final int partitions;

  /// Which duplicates are looked for.
  ///
  /// @param exact `ENABLE_TEXT_DEDUP`
  /// @param near `ENABLE_NEAR_DEDUP`; null = not looked for
  public record Duplicates(boolean exact, @Nullable MinHash near) {}

  /// @param partitions of the hops; changing it for running state loses that state
  public PreprocessTopology(
      JudgingSteps steps,
      PolicyGate policies,
      Duplicates duplicates,
      FlowCounters counters,
      SchemaRegistry registry,
      int partitions) {
    this.partitions = partitions;
    this.steps = steps;
    this.policies = policies;
    this.duplicates = duplicates;
    this.counters = counters;
    this.serdes = new FlowSerdes(registry);
  }

  /// The topology.
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(store(DocumentStateStep.STORE, FlowSerdes.documents()));
    builder.addStateStore(store(HolderStep.TEXTS, FlowSerdes.holders()));
    builder.addStateStore(store(HolderStep.VERSIONS, FlowSerdes.versions()));
    builder.addStateStore(store(HolderStep.BANDS, NearSerdes.bands()));
    builder.addStateStore(store(BucketStep.STORE, NearSerdes.members()));
    builder.addStateStore(store(NearVerdictStep.STORE, NearSerdes.states()));
    builder.addStateStore(store(TotalsStep.STORE, FlowSerdes.counts()).withCachingEnabled());

    KStream<String, Judgement> judged = judged(builder);
    KStream<String, Filing> placed =
        judged.process(DocumentStateStep::new, as("document-state"), DocumentStateStep.STORE);
    KStream<String, Filing> filed = filed(placed);

    rejections(placed, "unfit");
    rejections(filed, "duplicate");
    only(filed, Filing.Accepted.class, "accepted")
        .mapValues(Filing.Accepted::event, as("accepted-event"))
        .to(Topics.CORPUS_ACCEPTED.name(), produced(Topics.CORPUS_ACCEPTED));
    only(
            filed.merge(nearDuplicates(filed), as("all-withdrawn")),
            Filing.Withdrawn.class,
            "withdrawn")
        .mapValues(Filing.Withdrawn::event, as("withdrawn-event"))
        .to(Topics.CORPUS_RETRACTED.name(), produced(Topics.CORPUS_RETRACTED));
    tallies(placed, "judged")
        .merge(tallies(filed, "filed"), as("all-tallies"))
        .process(TotalsStep::new, as("count"), TotalsStep.STORE)
        .to(Topics.CORPUS_TOTALS.name(), produced(Topics.CORPUS_TOTALS));
    return builder.build();
  }

  /// From raw records to judgements, by document.
  private KStream<String, Judgement> judged(StreamsBuilder builder) {
    var fetched = serdes.of(Topics.CRAWL_DOCUMENTS);
    return builder.stream(
            Topics.CRAWL_DOCUMENTS.name(),
            Consumed.with(ByteArray(), ByteArray()).withName("crawl-documents"))
        .process(() -> new LocateStep.ByDocument(fetched, counters), as("locate"))
        .repartition(hop("by-document", ByteArray(), partitions))
        .processValues(() -> new LocateStep.Open(fetched), as("open"))
        .mapValues(step(steps::consent), as("consent"))
        .mapValues(step(steps::policy), as("policy"))
        .mapValues(step(steps::extract), as("extract"))
        .mapValues(step(steps::normalise), as("normalise"))
        .mapValues(step(steps::language), as("language"))
        .mapValues(step(steps::filter), as("filter"))
        .mapValues(step(steps::weigh), as("weigh"));
  }

  /// From candidates to published versions, by text.
  private KStream<String, Filing> filed(KStream<String, Filing> placed) {
    return placed
        .filter(
            (key, filing) -> filing instanceof Filing.Claim || filing instanceof Filing.Standing,
            as("claims"))
        .repartition(hop("by-text", serdes.filings(), partitions))
        .process(
            () -> new HolderStep(policies, duplicates.exact(), duplicates.near(), counters),
            as("hold"),
            HolderStep.TEXTS,
            HolderStep.VERSIONS,
            HolderStep.BANDS);
  }

  /// From published versions to what is nearly the same as something older, by band and by version.
  private KStream<String, Filing> nearDuplicates(KStream<String, Filing> filed) {
    KStream<String, Filing.Sketch> sketches = only(filed, Filing.Sketch.class, "sketch");
    KStream<String, Sketched> covered =
        sketches
            .flatMap(Sketches::inBands, as("in-bands"))
            .repartition(hop("by-band", NearSerdes.sketched(), partitions))
            .process(BucketStep::new, as("bucket"), BucketStep.STORE);
    return sketches
        .flatMap(Sketches::identities, as("identities"))
        .merge(covered, as("near-facts"))
        .repartition(hop("by-version", NearSerdes.sketched(), partitions))
        .process(NearVerdictStep::new, as("near-verdict"), NearVerdictStep.STORE);
  }

  private void rejections(KStream<String, Filing> filings, String name) {
    only(filings, Filing.Refused.class, name)
        .mapValues(Filing.Refused::event, as(name + "-event"))
        .peek(
            (key, event) -> {
              counters.add("rejected");
              counters.add("rejected." + event.getReason());
            },
            as(name + "-counter"))
        .to(Topics.CORPUS_REJECTED.name(), produced(Topics.CORPUS_REJECTED, name));
  }

  private KStream<String, Tally> tallies(KStream<String, Filing> filings, String name) {
    return filings
        .flatMapValues(Tallies::of, as(name + "-tally"))
        .repartition(hop(name + "-totals", FlowSerdes.tallies(), ONE_COUNTER));
  }

  private static <F extends Filing> KStream<String, F> only(
      KStream<String, Filing> filings, Class<F> kind, String name) {
    return filings
        .filter((key, filing) -> kind.isInstance(filing), as(name))
        .mapValues(kind::cast, as(name + "-only"));
  }

  private static ValueMapper<Judgement, Judgement> step(JudgingStep step) {
    return step::after;
  }

  private static <V> Repartitioned<String, V> hop(String name, Serde<V> serde, int count) {
    return Repartitioned.with(String(), serde).withName(name).withNumberOfPartitions(count);
  }

  private <E extends SpecificRecord> Produced<String, E> produced(Topic<E> topic) {
    return produced(topic, "all");
  }

  private <E extends SpecificRecord> Produced<String, E> produced(Topic<E> topic, String which) {
    return Produced.with(String(), (Serde<E>) serdes.of(topic))
        .withName(topic.name().replace('.', '-') + "-" + which);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), String(), serde);
  }
}
