package aifactory.launcher.check;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.launcher.settings.FactorySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
  @TempDir Path home;

  @Test
  void aTakenPortIsNamedWithItsSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Machine machine = machine(Map.of("CRAWLER_PORT", Integer.toString(taken.getLocalPort())));

      assertThat(machine.ports())
          .filteredOn(finding -> !finding.good())
          .filteredOn(finding -> finding.subject().equals("CRAWLER_PORT"))
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort() + " is taken by")
          .contains("CRAWLER_PORT=<number>");
    }
  }

  @Test
  void aDiskWithLessThanTheBoundIsAnObstacle() {
    Machine machine = machine(Map.of("DISK_MIN_FREE_MB", Long.toString(1L << 40)));

    assertThat(machine.obstacles())
        .anySatisfy(finding ->
            assertThat(finding.message()).contains("are needed").contains("DISK_MIN_FREE_MB"));
  }

  private Machine machine(Map<String, String> more) {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("FACTORY_HOME", home.toString());
    return new Machine(FactorySettings.from(environment, Path.of("/product")));
  }
}
