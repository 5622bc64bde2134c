package aifactory.console;

import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/// The test bed for a console: real broker and registry with empty topics, a database and a home of
/// its own.
public final class ConsoleBed implements QuarkusTestResourceLifecycleManager {
  static final String TOKEN = "a-token-for-tests-only";

  @Override
  public Map<String, String> start() {
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    try {
      return Map.of(
          "quarkus.datasource.jdbc.url", testbed.freshDatabase("console"),
          "quarkus.datasource.username", testbed.jdbcUser(),
          "quarkus.datasource.password", testbed.jdbcPassword(),
          "console.kafka-bootstrap-servers", testbed.kafka().bootstrapServers(),
          "console.schema-registry-url", testbed.kafka().registryUrl(),
          "console.home", Files.createTempDirectory("console-home").toString(),
          "console.admin-token", TOKEN,
          "console.inference-url", FakeInference.start(),
          "quarkus.http.test-port", "0",
          "quarkus.http.test-host", "127.0.0.1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // the database goes with the test bed
  }
}
