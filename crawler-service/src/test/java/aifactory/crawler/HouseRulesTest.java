package aifactory.crawler;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void crawlerKeepsTheRules() {
    HouseRules.of("aifactory.crawler")
        .check("outcome", "source", "politeness", "page", "collector", "fetch");
  }
}
