package aifactory.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.claim.Claim;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServingBenchmarkTest {
  @Test
  void aClaimIsTheMedianOfPairsAndKeepsBothColumns() throws IOException {
    Claim claim;
    try (Conversation ours = answering("100", "30", "40", "90");
        Conversation theirs = answering("100", "20", "20", "30")) {
      claim = ServingBenchmark.pairs("model-fp32", "fp32", ServingLoad.TOGETHER, ours, theirs, 3);
    }

    assertThat(claim.ours()).containsExactly(30.0, 40.0, 90.0);
    assertThat(claim.peer()).containsExactly(20.0, 20.0, 30.0);
    assertThat(claim.raw()).containsExactly(1.5, 2.0, 3.0);
    assertThat(claim.figure()).isEqualTo(2.0);
    assertThat(claim.bound()).isEqualTo(1.25);
    assertThat(claim.passes()).isTrue();
    assertThat(claim.line()).contains("\"ours\":[30.0,40.0,90.0]", "\"pass\":true");
  }

  @Test
  void anEngineThatEndsSaysWhatItComplainedOf() throws IOException {
    try (Conversation broken =
        Conversation.with(List.of("sh", "-c", "echo no such model >&2; exit 3"))) {
      assertThatThrownBy(() -> broken.ask("{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no such model");
    }
  }

  /// Answers one question after the other with these speeds.
  private static Conversation answering(String... speeds) throws IOException {
    StringBuilder script = new StringBuilder();
    for (String speed : speeds) {
      script.append("read question; echo '{\"prefill\":0,\"decode\":%s}'; ".formatted(speed));
    }
    return Conversation.with(List.of("sh", "-c", script.append("read question").toString()));
  }
}
