package aifactory.crawler.frontier;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.wire.EventSerde;
import aifactory.wire.SchemaRegistry;
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
    facts(builder, Topics.CRAWL_DISCOVERED, registry)
        .merge(facts(builder, Topics.CRAWL_OUTCOMES, registry), Named.as("facts-of-a-host"))
        .process(
            () -> new FrontierProcessor(settings), Named.as("frontier"), FrontierStores.names())
        .to(
            Topics.CRAWL_DUE.name(),
            Produced.with(Serdes.String(), EventSerde.of(Topics.CRAWL_DUE, registry))
                .withName("hand-out"));
    return builder.build();
  }

  private static <E extends SpecificRecord> KStream<String, SpecificRecord> facts(
      StreamsBuilder builder, Topic<E> topic, SchemaRegistry registry) {
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), EventSerde.of(topic, registry)).withName(topic.name()))
        .mapValues(event -> (SpecificRecord) event, Named.as(topic.name() + "-fact"));
  }
}
