package aifactory.trainer;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void trainerKeepsTheRules() {
    HouseRules.of("aifactory.trainer")
        .check(
            "tokenizer",
            "dataset",
            "evaluation",
            "recipe",
            "loop",
            "model",
            "optim",
            "checkpoint",
            "export");
  }
}
