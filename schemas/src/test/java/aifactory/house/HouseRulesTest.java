package aifactory.house;

import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void schemasKeepTheRules() {
    HouseRules.of("aifactory").check("contract");
  }
}
