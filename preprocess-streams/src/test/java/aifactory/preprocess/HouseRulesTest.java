package aifactory.preprocess;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void theKitchenKeepsTheRules() {
    HouseRules.of("aifactory.preprocess")
        .check(
            "document",
            "extract",
            "normalize",
            "language",
            "quality",
            "policy",
            "judge",
            "dedup",
            "totals");
  }
}
