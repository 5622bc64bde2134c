package aifactory.testbed;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void theTestBedKeepsTheRules() {
    HouseRules.of("aifactory.testbed").check();
  }
}
