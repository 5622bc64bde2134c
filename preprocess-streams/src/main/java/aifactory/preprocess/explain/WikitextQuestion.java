package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extracted;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// What does a reader of this article see?
final class WikitextQuestion implements Question {
  @Override
  public String name() {
    return "wikitext";
  }

  @Override
  public String usage() {
    return "{\"wikitext\"|\"wikitext_base64\", \"title\"?} -> {\"title\",\"text\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    byte[] source = Asked.bytes(asked, asked.has("text") ? "text" : "wikitext");
    Extracted extracted =
        switch (Extraction.of(new Content("", "text/x-wiki; charset=utf-8", source))) {
          case Extraction.Found(Extracted found) -> found;
          case Extraction.Refused refused ->
              throw new IllegalArgumentException(refused.reason().name());
        };
    return JsonNodeFactory.instance
        .objectNode()
        .put("title", Asked.optional(asked, "title").orElse(extracted.title()))
        .put("text", NormalizerCatalogue.normalize(extracted.text()));
  }
}
