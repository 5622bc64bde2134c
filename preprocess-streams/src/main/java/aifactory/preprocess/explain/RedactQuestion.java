package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.personal.PersonalDataRedactor;
import aifactory.preprocess.personal.PersonalDatum;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Which personal data is in this text?
final class RedactQuestion implements Question {
  private final PersonalDataRedactor redactor = new PersonalDataRedactor();

  @Override
  public String name() {
    return "redact";
  }

  @Override
  public String usage() {
    return "{\"text\"} -> {\"text\",\"found\":[{\"type\",\"start\",\"end\"}]}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    String text = Asked.text(asked, "text");
    PersonalDataRedactor.Redacted redacted = redactor.redact(text);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("text", redacted.text());
    ArrayNode found = answer.putArray("found");
    for (PersonalDatum datum : redacted.found()) {
      found
          .addObject()
          .put("type", datum.kind().type())
          .put("start", text.codePointCount(0, datum.start()))
          .put("end", text.codePointCount(0, datum.end()));
    }
    return answer;
  }
}
