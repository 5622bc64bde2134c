package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.document.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Which language is this text in?
final class LanguageQuestion implements Question {
  @Override
  public String name() {
    return "language";
  }

  @Override
  public String usage() {
    return "{\"text\"} -> {\"language\",\"confidence\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    Language language = Identifier.SHARED.identify(Asked.text(asked, "text"));
    return JsonNodeFactory.instance
        .objectNode()
        .put("language", language.code())
        .put("confidence", language.confidence());
  }
}
