package aifactory.browser;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void theBrowserKeepsTheRules() {
    HouseRules.of("aifactory.browser").check();
  }
}
