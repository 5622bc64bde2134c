package aifactory.crawler.explain;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.content.CharsetLabels;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// In which character set bytes are text, and which text.
final class CharsetQuestion implements Question {
  @Override
  public String name() {
    return "charset";
  }

  @Override
  public String usage() {
    return "{\"content_base64\",\"content_type\"?} -> {\"charset\",\"text\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    byte[] body = Asked.bytes(asked, "content_base64");
    String type = Asked.optional(asked, "content_type").orElse("");
    return JsonNodeFactory.instance
        .objectNode()
        .put("charset", CharsetLabels.nameOf(CharsetDecision.of(body, type)))
        .put("text", CharsetDecision.decoded(body, type));
  }
}
