package aifactory.testbed;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Gives a `@QuarkusTest` the test bed's addresses, as Quarkus' own settings and as the factory's.
/// Use it with `@QuarkusTestResource(TestbedResource.class)`.
public final class TestbedResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    Testbed testbed = Testbed.attach();
    String kafka = testbed.kafka().bootstrapServers();
    return Map.of(
        "kafka.bootstrap.servers",
        kafka,
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka,
        "SCHEMA_REGISTRY_URL",
        testbed.kafka().registryUrl(),
        "DATABASE_URL",
        testbed.jdbcUrl(),
        "DATABASE_USER",
        testbed.jdbcUser(),
        "DATABASE_PASSWORD",
        testbed.jdbcPassword(),
        "quarkus.datasource.jdbc.url",
        testbed.jdbcUrl(),
        "quarkus.datasource.username",
        testbed.jdbcUser(),
        "quarkus.datasource.password",
        testbed.jdbcPassword());
  }

  @Override
  public void stop() {
    // shared by the whole Maven run, which it ends with
  }
}
