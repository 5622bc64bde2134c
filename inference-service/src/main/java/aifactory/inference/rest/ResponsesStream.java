package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The events of a streamed response, numbered: created, item and part opened, text, all closed.
final class ResponsesStream {
  private final ResponsesShape shape;
  private final EventStream events;
  private int next;

  ResponsesStream(ResponsesShape shape, EventStream events) {
    this.shape = shape;
    this.events = events;
  }

  void begin() {
    send("response.created", Map.of("response", shape.begun()));
    send("response.in_progress", Map.of("response", shape.begun()));
    send(
        "response.output_item.added",
        Map.of("output_index", 0, "item", shape.message("in_progress", List.of())));
    send("response.content_part.added", inPart(Map.of("part", ResponsesShape.part("", List.of()))));
  }

  void piece(String text) {
    send("response.output_text.delta", inPart(Map.of("delta", text, "logprobs", List.of())));
  }

  void end(String text, Answered answered) {
    Object part = ResponsesShape.part(text, answered.citations());
    send("response.output_text.done", inPart(Map.of("text", text, "logprobs", List.of())));
    send("response.content_part.done", inPart(Map.of("part", part)));
    send(
        "response.output_item.done",
        Map.of("output_index", 0, "item", shape.message("completed", List.of(part))));
    Map<String, Object> response = shape.completed(text, answered);
    send("response." + response.get("status"), Map.of("response", response));
  }

  void failed() {
    send("error", Map.of("code", "internal_error", "message", Refusals.FAILED));
  }

  private Map<String, Object> inPart(Map<String, Object> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("item_id", shape.messageId());
    all.put("output_index", 0);
    all.put("content_index", 0);
    all.putAll(fields);
    return all;
  }

  private void send(String type, Map<String, ?> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("sequence_number", next++);
    event.putAll(fields);
    events.send(type, event);
  }
}
