package aifactory.console.topic;

import aifactory.console.broker.FactoryBroker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Partitions of a topic and how far behind its consumer groups are, asked of the broker when a
/// person looks.
@ApplicationScoped
class TopicState {
  private static final long SECONDS = 8;

  private final FactoryBroker broker;

  TopicState(FactoryBroker broker) {
    this.broker = broker;
  }

  /// @param groups each with its lag over all partitions that it has committed in
  record State(List<Map<String, Object>> partitions, List<Map<String, Object>> groups) {}

  State of(String topic) {
    try (Admin admin = Admin.create(broker.settings().producer("console-topic-state"))) {
      List<TopicPartition> places =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .values()
              .iterator()
              .next()
              .get(SECONDS, TimeUnit.SECONDS)
              .partitions()
              .stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      Map<TopicPartition, Long> starts = offsets(admin, places, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin, places, OffsetSpec.latest());
      List<Map<String, Object>> partitions = new ArrayList<>();
      for (TopicPartition place : places) {
        partitions.add(
            Map.of(
                "partition", place.partition(),
                "start", starts.getOrDefault(place, 0L),
                "end", ends.getOrDefault(place, 0L)));
      }
      return new State(partitions, groups(admin, ends));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException("the broker did not answer", e);
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> places, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    places.forEach(place -> asked.put(place, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get(SECONDS, TimeUnit.SECONDS)
        .forEach((place, result) -> offsets.put(place, result.offset()));
    return offsets;
  }

  private static List<Map<String, Object>> groups(Admin admin, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Map<String, Object>> groups = new ArrayList<>();
    for (GroupListing group : admin.listGroups().all().get(SECONDS, TimeUnit.SECONDS)) {
      Map<TopicPartition, OffsetAndMetadata> held =
          admin
              .listConsumerGroupOffsets(group.groupId())
              .partitionsToOffsetAndMetadata()
              .get(SECONDS, TimeUnit.SECONDS);
      long lag = 0;
      int partitions = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata place = held.get(end.getKey());
        if (place != null) {
          lag += Math.max(0, end.getValue() - place.offset());
          partitions++;
        }
      }
      if (partitions > 0) {
        groups.add(Map.of("group", group.groupId(), "lag", lag, "partitions", partitions));
      }
    }
    return groups;
  }
}
