package aifactory.crawler.frontier;

import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventSerde;
import aifactory.wire.SchemaRegistry;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The frontier's stores. Names and formats are an upgrade contract: changelogs outlive releases.
final class FrontierStores {
  static final String URLS = "urls";
  static final String QUEUE = "queue";
  static final String OPEN_ATTEMPTS = "open-attempts";
  static final String HOSTS = "hosts";
  static final String AGENDA = "agenda";
  static final String PAGES = "pages";
  static final String TOTALS = "totals";

  static final String LOT = "lot";

  /// The keeper's.
  static final String CYCLE = "cycle";

  /// Global table of sources.
  static final String SOURCES = "sources";

  private FrontierStores() {}

  static String[] names() {
    return new String[] {URLS, QUEUE, OPEN_ATTEMPTS, HOSTS, AGENDA, PAGES, TOTALS, LOT};
  }

  static void addTo(StreamsBuilder builder, SchemaRegistry registry) {
    List.of(
            onDisk(URLS, UrlState.SERDE),
            onDisk(QUEUE, QueuedUrl.SERDE),
            onDisk(OPEN_ATTEMPTS, OpenAttempt.SERDE),
            // Written several times per visit and read by key only: the cache spares the changelog.
            onDisk(HOSTS, HostState.SERDE).withCachingEnabled(),
            onDisk(AGENDA, Serdes.ByteArray()),
            onDisk(PAGES, Serdes.Long()).withCachingEnabled(),
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(TOTALS), Serdes.Bytes(), FrontierTotals.SERDE)
                .withCachingEnabled(),
            small(LOT, PageLot.SERDE),
            small(CYCLE, CycleKeeper.SERDE))
        .forEach(builder::addStateStore);
    builder.globalTable(
        Topics.CRAWL_SOURCES.name(),
        Consumed.with(Serdes.String(), EventSerde.of(Topics.CRAWL_SOURCES, registry))
            .withName("sources-declared"),
        Materialized.<String, SourceDeclared>as(Stores.inMemoryKeyValueStore(SOURCES))
            .withKeySerde(Serdes.String())
            .withValueSerde(EventSerde.of(Topics.CRAWL_SOURCES, registry)));
  }

  private static <V> StoreBuilder<KeyValueStore<Bytes, V>> small(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), values)
        .withCachingEnabled();
  }

  private static <V> StoreBuilder<KeyValueStore<Bytes, V>> onDisk(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), values);
  }
}
