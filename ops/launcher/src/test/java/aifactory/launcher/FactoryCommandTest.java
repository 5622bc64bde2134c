package aifactory.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FactoryCommandTest {
  @ParameterizedTest
  @CsvSource({
    "up --node,--node",
    "up 24,24",
    "up --nodes 24 now,24",
    "down now,now",
    "status --jsonl,--jsonl",
    "doctor --fix,--fix"
  })
  void whatIsNotUnderstoodStartsAndStopsNothing(String line, String word) {
    assertThatThrownBy(() -> FactoryCommand.run(List.of(line.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + word + "\"");
  }
}
