package aifactory.console.broker;

import aifactory.console.setting.ConsoleConfig;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The broker and registry of this factory.
@ApplicationScoped
public class FactoryBroker {
  private static final Logger LOG = LoggerFactory.getLogger(FactoryBroker.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaSettings settings;
  private final short replicationFactor;

  FactoryBroker(ConsoleConfig config) {
    this.settings = new KafkaSettings(config.kafkaBootstrapServers(), config.schemaRegistryUrl());
    this.replicationFactor = config.kafkaReplicationFactor();
  }

  /// Client settings.
  public KafkaSettings settings() {
    return settings;
  }

  /// Waits until the broker answers and every topic exists.
  ///
  /// @return false when `cancelled` came true first
  public boolean awaitTopics(BooleanSupplier cancelled) {
    while (!cancelled.getAsBoolean()) {
      try {
        int created = TopicCreation.createMissing(settings, replicationFactor).size();
        LOG.info("broker ready at={} topicsCreated={}", settings.bootstrapServers(), created);
        return true;
      } catch (RuntimeException e) {
        LOG.warn(
            "waiting for the broker at={} reason={}", settings.bootstrapServers(), rootMessage(e));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
