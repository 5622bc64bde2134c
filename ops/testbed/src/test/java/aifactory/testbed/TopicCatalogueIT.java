package aifactory.testbed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topic.Retention;
import aifactory.contract.topic.Topics;
import aifactory.wire.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TopicCatalogueIT {
  private static final KafkaSettings SETTINGS = Testbed.attach().kafka();

  private final Admin admin = Admin.create(SETTINGS.producer("catalogue-test"));

  @BeforeAll
  static void freshTopics() {
    Testbed.attach().freshTopics();
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void everyTopicHasItsPartitionsRetentionAndLimit() throws Exception {
    for (Topic<?> topic : Topics.ALL) {
      Config config = config(topic.name());
      assertThat(partitions(topic.name())).as(topic.name()).isEqualTo(topic.partitions());
      assertThat(value(config, "max.message.bytes"))
          .as(topic.name())
          .isEqualTo(Integer.toString(topic.maxRecordBytes()));
      switch (topic.retention()) {
        case Retention.Forever() -> {
          assertThat(value(config, "cleanup.policy")).as(topic.name()).isEqualTo("delete");
          assertThat(value(config, "retention.ms")).as(topic.name()).isEqualTo("-1");
          assertThat(value(config, "retention.bytes")).as(topic.name()).isEqualTo("-1");
        }
        case Retention.Compacted() ->
            assertThat(value(config, "cleanup.policy")).as(topic.name()).isEqualTo("compact");
        case Retention.Limited limited -> {
          assertThat(value(config, "retention.ms"))
              .as(topic.name())
              .isEqualTo(Long.toString(limited.age().toMillis()));
          assertThat(value(config, "retention.bytes"))
              .as(topic.name())
              .isEqualTo(Long.toString(limited.bytesPerPartition()));
        }
      }
    }
  }

  @Test
  void everyTopicHasADeadLetterTopicThatTakesItsLargestRecord() throws Exception {
    for (Topic<?> topic : Topics.ALL) {
      assertThat(partitions(topic.deadLetterName())).isEqualTo(1);
      assertThat(Integer.parseInt(value(config(topic.deadLetterName()), "max.message.bytes")))
          .isGreaterThanOrEqualTo(topic.maxRecordBytes());
    }
  }

  @Test
  void topicsOfNobodyAreNotCreatedByTheWay() throws Exception {
    assertThat(value(brokerConfig(), "auto.create.topics.enable")).isEqualTo("false");
  }

  private int partitions(String topic) throws Exception {
    Map<String, TopicDescription> described =
        admin.describeTopics(List.of(topic)).allTopicNames().get();
    return requireNonNull(described.get(topic)).partitions().size();
  }

  private Config config(String topic) throws Exception {
    return config(new ConfigResource(ConfigResource.Type.TOPIC, topic));
  }

  private Config brokerConfig() throws Exception {
    return config(new ConfigResource(ConfigResource.Type.BROKER, "1"));
  }

  private Config config(ConfigResource resource) throws Exception {
    return requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
  }

  private static String value(Config config, String name) {
    return config.get(name).value();
  }
}
