package aifactory.console;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void theConsoleKeepsTheRules() {
    HouseRules.of("aifactory.console").check("promotion");
  }
}
