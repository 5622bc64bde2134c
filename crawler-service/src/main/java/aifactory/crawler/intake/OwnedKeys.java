package aifactory.crawler.intake;

import aifactory.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/// Which keys of due attempts come to this fetcher: the crawlers share addresses by the partitions
/// that each has, and an address is asked by its owner only. Thread-safe.
public final class OwnedKeys {
  /// Less than the session's time-out: a fetcher that stood still for so long may have lost what it
  /// had without knowing.
  private static final Duration BELIEVED = Duration.ofSeconds(4);

  private final LongSupplier nanos;
  private volatile Set<Integer> partitions = Set.of();
  private volatile long confirmedAt;

  /// @param nanos a clock that only goes forward
  public OwnedKeys(LongSupplier nanos) {
    this.nanos = nanos;
    this.confirmedAt = nanos.getAsLong();
  }

  void set(Collection<TopicPartition> assigned) {
    confirm();
    partitions = assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /// The consumer is at work, so what it was assigned is still its own.
  void confirm() {
    confirmedAt = nanos.getAsLong();
  }

  /// @param key address of a host, or the host while its address is not known
  public boolean has(String key) {
    int hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
    return nanos.getAsLong() - confirmedAt < BELIEVED.toNanos()
        && partitions.contains(hash % Topics.CRAWL_DUE.partitions());
  }
}
