package aifactory.inference;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {
  @Test
  void inferenceKeepsTheRules() {
    HouseRules.of("aifactory.inference")
        .check("sample", "generate", "chat", "retrieve", "answer", "session", "bundle", "access");
  }
}
