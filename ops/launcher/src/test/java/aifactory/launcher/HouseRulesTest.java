package aifactory.launcher;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void theLauncherKeepsTheRules() {
    HouseRules.of("aifactory.launcher").check();
  }
}
