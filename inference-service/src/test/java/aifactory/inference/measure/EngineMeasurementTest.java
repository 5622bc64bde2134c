package aifactory.inference.measure;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.inference.TinyBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EngineMeasurementTest {
  @Test
  void everyQuestionIsAnsweredWithTokensPerSecond() throws IOException {
    String asked =
        """
        {"rows":1,"prompt":48,"tokens":0}
        {"rows":8,"prompt":4,"tokens":6}
        """;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    EngineMeasurement.answer(
        new ByteArrayInputStream(asked.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(printed, true, StandardCharsets.UTF_8),
        TinyBundle.FIXTURE.toString(),
        "1",
        "8");

    List<String> answers = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(answers).hasSize(2);
    JsonNode prompt = new ObjectMapper().readTree(answers.get(0));
    assertThat(prompt.path("prefill").asDouble()).isPositive();
    assertThat(prompt.path("decode").asDouble()).isZero();
    JsonNode together = new ObjectMapper().readTree(answers.get(1));
    assertThat(together.path("decode").asDouble()).isPositive();
  }
}
