package aifactory.crawler.frontier;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.FetchDue;
import aifactory.event.LotAsked;
import aifactory.wire.EventSerde;
import aifactory.wire.SchemaRegistry;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/// The frontier as a function from topics to topics, keyed by host.
public final class FrontierTopology {
  private FrontierTopology() {}

  public static Topology of(FrontierSettings settings, SchemaRegistry registry) {
    StreamsBuilder builder = new StreamsBuilder();
    FrontierStores.addTo(builder, registry);
    KStream<String, SpecificRecord> said =
        facts(builder, Topics.CRAWL_DISCOVERED, registry)
            .merge(facts(builder, Topics.CRAWL_OUTCOMES, registry), Named.as("facts-of-a-host"))
            .merge(facts(builder, Topics.CRAWL_CYCLES, registry), Named.as("facts"))
            .process(
                () -> new FrontierProcessor(settings),
                Named.as("frontier"),
                FrontierStores.names());
    only(FetchDue.class, said, "due")
        .to(
            Topics.CRAWL_DUE.name(),
            Produced.with(Serdes.String(), EventSerde.of(Topics.CRAWL_DUE, registry))
                .withName("hand-out"));
    only(LotAsked.class, said, "asked")
        .to(
            Topics.CRAWL_ASKED.name(),
            Produced.with(Serdes.String(), EventSerde.of(Topics.CRAWL_ASKED, registry))
                .withName("ask"));
    builder.stream(
            Topics.CRAWL_ASKED.name(),
            Consumed.with(Serdes.String(), EventSerde.of(Topics.CRAWL_ASKED, registry))
                .withName(Topics.CRAWL_ASKED.name()))
        .process(() -> new CycleKeeper(settings.cycles()), Named.as("keeper"), FrontierStores.CYCLE)
        .to(
            Topics.CRAWL_CYCLES.name(),
            Produced.with(Serdes.String(), EventSerde.of(Topics.CRAWL_CYCLES, registry))
                .withStreamPartitioner((topic, key, granted, partitions) ->
                    Optional.of(Set.of(granted.getPartition() % partitions)))
                .withName("grant"));
    return builder.build();
  }

  private static <E extends SpecificRecord> KStream<String, E> only(
      Class<E> event, KStream<String, SpecificRecord> said, String name) {
    return said.filter((key, value) -> event.isInstance(value), Named.as(name))
        .mapValues(event::cast, Named.as(name + "-event"));
  }

  private static <E extends SpecificRecord> KStream<String, SpecificRecord> facts(
      StreamsBuilder builder, Topic<E> topic, SchemaRegistry registry) {
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), EventSerde.of(topic, registry)).withName(topic.name()))
        .mapValues(event -> (SpecificRecord) event, Named.as(topic.name() + "-fact"));
  }
}
