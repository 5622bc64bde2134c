package aifactory.testbed;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/// Empties the broker: deletes all topics and creates the catalogue's again.
final class FreshTopics {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final short ONE_COPY = 1;

  private FreshTopics() {}

  static void on(KafkaSettings settings) {
    try (Admin admin = Admin.create(settings.producer("testbed-admin"))) {
      deleteAll(admin);
      TopicCreation.createMissing(settings, ONE_COPY);
      awaitCatalogue(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making fresh topics", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not make fresh topics", e.getCause());
    }
  }

  private static void deleteAll(Admin admin) throws InterruptedException, ExecutionException {
    Instant limit = Instant.now().plus(LIMIT);
    Set<String> left = admin.listTopics().names().get(); // without Kafka's own
    while (!left.isEmpty()) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException("topics do not go away: " + left);
      }
      for (String topic : left) {
        try {
          admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
          // it was going away already; the loop looks again
        }
      }
      LockSupport.parkNanos(POLL.toNanos());
      left = admin.listTopics().names().get();
    }
  }

  private static void awaitCatalogue(Admin admin) throws InterruptedException, ExecutionException {
    List<String> names =
        Topics.ALL.stream()
            .map(Topic::name)
            .flatMap(name -> Stream.of(name, name + ".dead"))
            .toList();
    Instant limit = Instant.now().plus(LIMIT);
    while (!isWritable(admin, names)) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException("topics were created but do not serve");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /// Every partition has a leader that answers, and holds nothing of its namesake before.
  private static boolean isWritable(Admin admin, List<String> names) throws InterruptedException {
    try {
      Set<TopicPartition> partitions =
          admin.describeTopics(names).allTopicNames().get().values().stream()
              .flatMap(FreshTopics::partitions)
              .collect(Collectors.toSet());
      return admin
          .listOffsets(
              partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .allMatch(offset -> offset == 0);
    } catch (ExecutionException e) {
      return false; // leaders are still being chosen
    }
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(TopicPartitionInfo::partition)
        .map(partition -> new TopicPartition(topic.name(), partition));
  }
}
