package aifactory.wire;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topic.Retention;
import aifactory.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates every topic of the catalogue and its dead-letter topic, with retention, compaction,
/// partitions and size limit. Existing topics are left as they are: an operator may have changed
/// them.
public final class TopicCreation {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

  private TopicCreation() {}

  /// Creates what is missing and returns the names created. Waits for a broker that is not there
  /// yet: a service may be started before it.
  ///
  /// @param replicationFactor copies of each partition; 1 on one machine
  public static List<String> createMissing(KafkaSettings settings, short replicationFactor) {
    Duration pause = Pause.FIRST;
    while (true) {
      try {
        return createOnce(settings, replicationFactor);
      } catch (RetriableException e) {
        LOG.info(
            "waiting for the broker at={} cause={}", settings.bootstrapServers(), e.getMessage());
        pause = Pause.then(pause);
      }
    }
  }

  private static List<String> createOnce(KafkaSettings settings, short replicationFactor) {
    try (Admin admin = Admin.create(settings.admin("topic-creation"))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic<?> topic : Topics.ALL) {
        for (NewTopic wanted : wanted(topic, replicationFactor)) {
          if (!existing.contains(wanted.name())) {
            missing.add(wanted);
          }
        }
      }
      create(admin, missing);
      return missing.stream().map(NewTopic::name).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException retriable) {
        throw retriable;
      }
      throw new IllegalStateException("could not create topics", e.getCause());
    }
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws InterruptedException, ExecutionException {
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // another service was first
          throw e;
        }
      }
    }
  }

  private static List<NewTopic> wanted(Topic<?> topic, short replicationFactor) {
    NewTopic main =
        new NewTopic(topic.name(), topic.partitions(), replicationFactor)
            .configs(settings(topic.retention(), topic.maxRecordBytes()));
    NewTopic dead =
        new NewTopic(topic.deadLetterName(), 1, replicationFactor)
            .configs(
                settings(
                    new Retention.Limited(DEAD_LETTER_RETENTION, -1),
                    KafkaSettings.MAX_REQUEST_BYTES));
    return List.of(main, dead);
  }

  private static Map<String, String> settings(Retention retention, int maxRecordBytes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("max.message.bytes", Integer.toString(maxRecordBytes));
    switch (retention) {
      case Retention.Forever() -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
        // The broker acknowledges before it syncs; these logs are the truth, so a power cut may
        // cost one
        // second at most.
        settings.put("flush.ms", "1000");
      }
      case Retention.Compacted() -> settings.put("cleanup.policy", "compact");
      case Retention.Limited(Duration age, long bytes) -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(age.toMillis()));
        settings.put("retention.bytes", Long.toString(bytes));
      }
    }
    return settings;
  }
}
