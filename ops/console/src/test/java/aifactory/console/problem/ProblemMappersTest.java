package aifactory.console.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

/// What goes wrong inside is for the log, not for whoever asked.
final class ProblemMappersTest {
  @Test
  void anUnexpectedFailureTellsNothingOfTheInside() {
    Response answer =
        new ProblemMappers()
            .unexpected(
                new IllegalStateException(
                    "relation view.secret of somebody", new RuntimeException("inner")));

    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.getMediaType()).isEqualTo(Problem.TYPE);
    assertThat(String.valueOf(answer.getEntity()))
        .contains("INTERNAL")
        .doesNotContain("secret", "somebody", "inner", "Exception", "aifactory.console", ".java");
  }
}
