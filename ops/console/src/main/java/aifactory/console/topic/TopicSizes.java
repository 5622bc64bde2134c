package aifactory.console.topic;

import aifactory.console.broker.FactoryBroker;
import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many records each topic holds, measured every few seconds for everybody.
@ApplicationScoped
public class TopicSizes {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSizes.class);
  private static final long EVERY_SECONDS = 5;

  /// Groups of which only the offsets are left.
  private static final Set<GroupState> UNREAD = Set.of(GroupState.EMPTY, GroupState.DEAD);

  private final FactoryBroker broker;
  private volatile List<Map<String, Object>> sizes = List.of();
  private volatile Map<String, Lag> lags = Map.of();
  private @Nullable ScheduledExecutorService measuring;
  private @Nullable Admin admin;

  TopicSizes(FactoryBroker broker) {
    this.broker = broker;
  }

  /// Begins measuring.
  public synchronized void start() {
    measuring =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("topic-sizes").daemon(true).factory());
    Properties client = broker.settings().producer("console-topic-sizes");
    Admin opened = Admin.create(client);
    admin = opened;
    measuring.scheduleWithFixedDelay(() -> measure(opened), 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /// Stops measuring.
  public synchronized void stop() {
    if (measuring != null) {
      measuring.shutdownNow();
    }
    measuring = null;
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
    }
    admin = null;
  }

  /// The last measurement, in flow order.
  public List<Map<String, Object>> sizes() {
    return sizes;
  }

  /// Who is furthest behind in a topic.
  ///
  /// @param records what it has still to read
  /// @param reader consumer group, or node that keeps its own place
  /// @param isRead false = nobody of the group is there, so this does not get less
  public record Lag(long records, String reader, @JsonProperty("is_read") boolean isRead) {
    /// The one that is further behind.
    public Lag orWorse(Lag other) {
      return other.records > records ? other : this;
    }
  }

  /// The group that is furthest behind, by topic; topics that no group reads are not in it.
  public Map<String, Lag> lags() {
    return lags;
  }

  private void measure(Admin admin) {
    try {
      Map<TopicPartition, OffsetSpec> first = new LinkedHashMap<>();
      Map<TopicPartition, OffsetSpec> last = new LinkedHashMap<>();
      for (Map.Entry<String, TopicDescription> topic : described(admin).entrySet()) {
        topic
            .getValue()
            .partitions()
            .forEach(
                info -> put(first, last, new TopicPartition(topic.getKey(), info.partition())));
      }
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(last).all().get();
      lags = behind(admin, ends);
      sizes = counted(admin.listOffsets(first).all().get(), ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn("topic sizes not measured reason={}", e.toString());
    }
  }

  private static Map<String, Lag> behind(
      Admin admin, Map<TopicPartition, ListOffsetsResultInfo> ends)
      throws ExecutionException, InterruptedException {
    Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
    Set<String> read = new HashSet<>();
    for (GroupListing group : admin.listGroups().all().get()) {
      asked.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
      if (group.groupState().filter(state -> !UNREAD.contains(state)).isPresent()) {
        read.add(group.groupId());
      }
    }
    Map<String, Lag> most = new HashMap<>();
    if (asked.isEmpty()) {
      return most;
    }
    ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(asked);
    for (String group : asked.keySet()) {
      Map<String, Long> lag = new HashMap<>();
      present(offsets.partitionsToOffsetAndMetadata(group))
          .orElse(Map.of())
          .forEach((place, offset) -> {
            ListOffsetsResultInfo end = ends.get(place);
            if (end != null && offset != null) {
              lag.merge(place.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
            }
          });
      lag.forEach((topic, records) ->
          most.merge(topic, new Lag(records, group, read.contains(group)), Lag::orWorse));
    }
    return Map.copyOf(most);
  }

  private static Map<String, TopicDescription> described(Admin admin)
      throws ExecutionException, InterruptedException {
    List<String> names =
        Topics.ALL.stream()
            .flatMap(topic -> Stream.of(topic.name(), topic.deadLetterName()))
            .toList();
    Map<String, TopicDescription> described = new LinkedHashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      present(each.getValue()).ifPresent(topic -> described.put(each.getKey(), topic));
    }
    return described;
  }

  /// Empty for a topic or group that is not there, or no more: the others count.
  private static <T> Optional<T> present(KafkaFuture<T> asked)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(asked.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void put(
      Map<TopicPartition, OffsetSpec> first,
      Map<TopicPartition, OffsetSpec> last,
      TopicPartition partition) {
    first.put(partition, OffsetSpec.earliest());
    last.put(partition, OffsetSpec.latest());
  }

  private static List<Map<String, Object>> counted(
      Map<TopicPartition, ListOffsetsResultInfo> first,
      Map<TopicPartition, ListOffsetsResultInfo> last) {
    Map<String, Long> held = new LinkedHashMap<>();
    Map<String, Integer> partitions = new LinkedHashMap<>();
    last.forEach((partition, end) -> {
      ListOffsetsResultInfo start = first.get(partition);
      long records = end.offset() - (start == null ? 0 : start.offset());
      held.merge(partition.topic(), records, Long::sum);
      partitions.merge(partition.topic(), 1, Integer::sum);
    });
    List<Map<String, Object>> sizes = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      sizes.add(
          Map.of(
              "name", topic.name(),
              "about", topic.about(),
              "key", topic.key(),
              "event", topic.event().getSimpleName(),
              "partitions", partitions.getOrDefault(topic.name(), 0),
              "records", held.getOrDefault(topic.name(), 0L),
              "dead_letters", held.getOrDefault(topic.deadLetterName(), 0L)));
    }
    return List.copyOf(sizes);
  }
}
