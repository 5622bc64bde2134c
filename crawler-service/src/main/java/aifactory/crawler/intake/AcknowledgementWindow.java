package aifactory.crawler.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Attempts end out of order, offsets are committed in order: a partition's committed offset is
/// that of its oldest attempt in hand. One thread.
final class AcknowledgementWindow {
  private final Map<TopicPartition, Lane> lanes = new HashMap<>();

  private static final class Lane {
    private final TreeSet<Long> inHand = new TreeSet<>();
    private long next;

    private long position() {
      return inHand.isEmpty() ? next : inHand.first();
    }
  }

  void taken(TopicPartition partition, long offset) {
    Lane lane = lanes.computeIfAbsent(partition, ignored -> new Lane());
    lane.inHand.add(offset);
    lane.next = offset + 1;
  }

  /// Returns false when the partition has gone to another fetcher meanwhile: the attempt is not
  /// ours to publish.
  boolean done(TopicPartition partition, long offset) {
    Lane lane = lanes.get(partition);
    return lane != null && lane.inHand.remove(offset);
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(lanes::remove);
  }

  int inHand() {
    return lanes.values().stream().mapToInt(lane -> lane.inHand.size()).sum();
  }

  /// What may be committed now, for every partition that is ours.
  Map<TopicPartition, OffsetAndMetadata> positions() {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    lanes.forEach(
        (partition, lane) -> positions.put(partition, new OffsetAndMetadata(lane.position())));
    return positions;
  }
}
