package aifactory.bench;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseTest {
  @Test
  void benchKeepsTheHouseRules() {
    HouseRules.of("aifactory.bench").check();
  }
}
