package aifactory.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplainCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void answersLinesInOrderAndErrorsAsObjects() throws IOException {
    int status = run("{\"text\":\"a\"}\nnonsense\n[1]\n{}\n{\"text\":\"日本\"}\n", "turn", "--jsonl");

    assertThat(status).isZero();
    assertThat(printed().lines().toList())
        .hasSize(5)
        .satisfies(lines -> {
          assertThat(lines.get(0)).isEqualTo("{\"turned\":\"a\"}");
          assertThat(lines.get(1)).contains("\"error\"").contains("line 2 is not JSON");
          assertThat(lines.get(2)).contains("line 3 is not a JSON object");
          assertThat(lines.get(3)).contains("text is missing");
          assertThat(lines.get(4)).isEqualTo("{\"turned\":\"本日\"}");
        });
  }

  @Test
  void takesOneQuestionAsJsonOrAsFields() throws IOException {
    assertThat(run("", "turn", "{\"text\":\"ab\"}")).isZero();
    assertThat(run("", "turn", "--text", "ab")).isZero();

    assertThat(printed()).isEqualTo("{\"turned\":\"ba\"}\n{\"turned\":\"ba\"}\n");
  }

  @Test
  void oneQuestionWithoutAnswerIsAFailure() throws IOException {
    assertThat(run("", "turn", "{}")).isEqualTo(1);
  }

  @Test
  void anUnknownQuestionListsTheKnown() throws IOException {
    assertThat(run("", "fly", "{}")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("turn");
  }

  @Test
  void halfACharacterLeavesAsAnEscape() throws IOException {
    run("{\"text\":\"\\ud83d\"}\n", "turn", "--jsonl");

    assertThat(printed()).isEqualTo("{\"turned\":\"\\ud83d\"}\n");
  }

  private int run(String in, String... arguments) throws IOException {
    return new ExplainCommand(List.of(new Turn()), new PrintStream(out), new PrintStream(err))
        .run(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static final class Turn implements Question {
    @Override
    public String name() {
      return "turn";
    }

    @Override
    public String usage() {
      return "{\"text\"} -> {\"turned\"}";
    }

    @Override
    public JsonNode answer(JsonNode asked) {
      if (!asked.has("text")) {
        throw new IllegalArgumentException("text is missing");
      }
      String text = asked.get("text").textValue();
      String turned = text.length() == 1 ? text : new StringBuilder(text).reverse().toString();
      return JsonNodeFactory.instance.objectNode().put("turned", turned);
    }
  }
}
