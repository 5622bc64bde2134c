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
  public static final String TOKEN = "a-token-for-tests-only";

  @Override
  public Map<String, String> start() {
    Testbed testbed = Testbed.attach();
    testbed.freshTopics();
    try {
      String inference = FakeInference.start();
      return Map.ofEntries(
          Map.entry("quarkus.datasource.jdbc.url", testbed.freshDatabase("console")),
          Map.entry("quarkus.datasource.username", testbed.jdbcUser()),
          Map.entry("quarkus.datasource.password", testbed.jdbcPassword()),
          Map.entry("console.kafka-bootstrap-servers", testbed.kafka().bootstrapServers()),
          Map.entry("console.schema-registry-url", testbed.kafka().registryUrl()),
          Map.entry("console.home", Files.createTempDirectory("console-home").toString()),
          Map.entry("ADMIN_API_TOKEN", TOKEN),
          Map.entry("console.inference-url", inference),
          Map.entry("quarkus.http.test-port", "0"),
          Map.entry("quarkus.http.test-host", "127.0.0.1"),
          Map.entry("console.notice-webhook-url", "${TOLD_AT:" + inference + "/notices}"),
          Map.entry("console.notice-allow-local", "1"),
          Map.entry("console.oidc.issuer", FakeAccounts.start()),
          Map.entry("console.oidc.client-secret", FakeAccounts.SECRET),
          Map.entry("console.oidc.role-claim", "realm_access.roles"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // the database goes with the test bed
  }
}
