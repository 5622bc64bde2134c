package aifactory.inference;

import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Empty topics and an empty factory home for one run of the service.
public final class FreshHome implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    try {
      Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "home");
      return Map.of(
          "EMBEDDING_MODEL",
          WordVectors.write(home.resolve("word-vectors")).toString(),
          "FACTORY_HOME",
          home.toAbsolutePath().toString(),
          "KAFKA_BOOTSTRAP_SERVERS",
          testbed.kafka().bootstrapServers(),
          "SCHEMA_REGISTRY_URL",
          testbed.kafka().registryUrl());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // under target, removed by the next clean
  }
}
