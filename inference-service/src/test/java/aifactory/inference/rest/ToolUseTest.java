package aifactory.inference.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.Answered;
import aifactory.inference.answer.RequestRefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolUseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOL =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"clock\",\"parameters\":"
          + "{\"properties\":{\"zone\":{\"enum\":[\"JST\"]}},\"required\":[\"zone\"]}}}]";
  private static final String CALL = "{\"name\":\"clock\",\"arguments\":{\"zone\":\"JST\"}}";

  @Test
  void theModelIsToldOfItsToolsBeforeTheConversation() {
    AnswerRequest request = chat(TOOL);

    List<String> told =
        ((AnswerRequest.Prompt.Dialogue) request.prompt())
            .turns().stream().map(turn -> turn.role() + " " + turn.content()).toList();

    assertThat(told.getFirst()).startsWith("SYSTEM").contains("clock", "JST");
    assertThat(told.getLast()).isEqualTo("USER what time is it?");
    assertThat(request.form()).isNotNull();
  }

  @Test
  void toolsThatMayNotBeUsedAreNotToldOf() {
    AnswerRequest request = chat(TOOL + ",\"tool_choice\":\"none\"");

    assertThat(((AnswerRequest.Prompt.Dialogue) request.prompt()).turns()).hasSize(1);
    assertThat(request.form()).isNull();
  }

  @Test
  void anEarlierCallAndItsAnswerAreReadAsTurns() {
    String call =
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
            + "\"function\":{\"name\":\"clock\",\"arguments\":\"{\\\"zone\\\":\\\"JST\\\"}\"}}]}";
    JsonBody body =
        body(
            "{\"messages\":[%s,{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"noon\"}]}"
                .formatted(call));

    assertThat(OpenAiRequests.turns(body))
        .extracting(turn -> turn.role() + " " + turn.content())
        .containsExactly("ASSISTANT " + CALL, "USER noon");
  }

  @Test
  void aTextThatIsACallBecomesOneAndAnotherStaysText() {
    JsonNode called = answered(CALL);
    JsonNode spoken = answered("noon");
    JsonNode cut = answered(CALL.substring(0, 20));

    JsonNode function = called.path("message").path("tool_calls").get(0).path("function");
    assertThat(called.path("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(function.path("name").asText()).isEqualTo("clock");
    assertThat(function.path("arguments").asText()).isEqualTo("{\"zone\":\"JST\"}");
    assertThat(spoken.path("message").path("content").asText()).isEqualTo("noon");
    assertThat(spoken.path("message").has("tool_calls")).isFalse();
    assertThat(cut.path("finish_reason").asText()).isEqualTo("length");
  }

  @Test
  void whatCannotBeCalledIsRefusedWithItsField() {
    assertThatThrownBy(() -> chat(TOOL + ",\"tool_choice\":\"sometimes\""))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("tool_choice");
    assertThatThrownBy(() -> chat(TOOL.replace("\"enum\":[\"JST\"]", "\"not\":{}")))
        .hasMessageContaining("#/properties/zone: not is not supported");
    assertThatThrownBy(() -> chat(TOOL + ",\"response_format\":{\"type\":\"json_object\"}"))
        .hasMessageContaining("response_format");
  }

  private static AnswerRequest chat(String more) {
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"what time is it?\"}]";
    return OpenAiRequests.chat(body("{%s,%s}".formatted(messages, more)), "client");
  }

  private static JsonNode answered(String text) {
    OpenAiShape shape = new OpenAiShape(true, "chatcmpl-1", 0, "m", "b", true, false);
    Answered end = new Answered(1, 0, 1, "length", null, false, List.of());
    CollectedText collected = new CollectedText(() -> false);
    collected.emit(text, List.of());
    return JSON.valueToTree(shape.whole(List.of(collected), List.of(end))).path("choices").get(0);
  }

  private static JsonBody body(String json) {
    return JsonBody.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
