package aifactory.inference.rest;

import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.chat.Turn;
import aifactory.inference.chat.Turn.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Reads what clients send to `/v1/responses`.
final class ResponsesRequests {
  private ResponsesRequests() {}

  static AnswerRequest of(JsonBody body, String client) {
    if (body.field("previous_response_id") != null || body.field("conversation") != null) {
      throw JsonBody.wrong("previous_response_id", "is not known: nothing is kept here");
    }
    body.unsupported("background", "false");
    return new AnswerRequest(
        new Prompt.Dialogue(turns(body)),
        body.text("model"),
        body.integer("max_output_tokens", 1, Integer.MAX_VALUE),
        List.of(),
        OpenAiRequests.sampling(body),
        body.flag("rag"),
        body.flag("extractive"),
        1,
        -1,
        OutputForms.ofResponses(body),
        client);
  }

  /// A string, or a list of messages; before them the instructions.
  private static List<Turn> turns(JsonBody body) {
    List<Turn> turns = new ArrayList<>();
    String instructions = body.text("instructions");
    if (instructions != null) {
      turns.add(new Turn(Role.SYSTEM, instructions));
    }
    JsonNode input = body.field("input");
    if (input != null && input.isTextual()) {
      turns.add(new Turn(Role.USER, input.textValue()));
      return turns;
    }
    if (input == null || !input.isArray() || input.isEmpty()) {
      throw JsonBody.wrong("input", "must be a string or a list of messages");
    }
    for (int i = 0; i < input.size(); i++) {
      turns.add(OpenAiRequests.turn(input.get(i), "input[%d]".formatted(i)));
    }
    return turns;
  }
}
