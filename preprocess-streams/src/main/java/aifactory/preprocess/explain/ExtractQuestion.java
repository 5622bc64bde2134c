package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.document.Language;
import aifactory.preprocess.extract.Content;
import aifactory.preprocess.extract.Extracted;
import aifactory.preprocess.extract.Extraction;
import aifactory.preprocess.normalize.NormalizerCatalogue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is the text of this page, and what does the page say of itself?
final class ExtractQuestion implements Question {
  @Override
  public String name() {
    return "extract";
  }

  @Override
  public String usage() {
    return "{\"html\"|\"html_base64\", \"url\"?, \"content_type\"?} ->"
        + " {\"title\",\"text\",\"language\",\"published\",\"author\",\"licence\",\"canonical_url\",\"reason\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    boolean coded = !asked.hasNonNull("html");
    String type =
        Asked.optional(asked, "content_type")
            .orElse(coded ? "text/html" : "text/html; charset=utf-8");
    Content content =
        new Content(Asked.optional(asked, "url").orElse(""), type, Asked.bytes(asked, "html"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    switch (Extraction.of(content)) {
      case Extraction.Found(Extracted extracted) -> describe(extracted, answer);
      case Extraction.Refused refused -> {
        describe(Extracted.of("", ""), answer);
        answer.put("reason", refused.reason().name());
      }
    }
    return answer;
  }

  private static void describe(Extracted extracted, ObjectNode answer) {
    String text = NormalizerCatalogue.normalize(extracted.text());
    Extracted.Claims claims = extracted.claims();
    Language spoken = text.isEmpty() ? Language.UNDETERMINED : Identifier.SHARED.identify(text);
    answer.put("title", NormalizerCatalogue.normalize(extracted.title()).replace('\n', ' '));
    answer.put("text", text);
    answer.put("language", claims.language() == null ? spoken.code() : claims.language());
    answer.put("published", claims.published());
    answer.put("author", claims.author());
    answer.put("licence", claims.licence());
    answer.put("canonical_url", claims.canonicalUrl());
    answer.put("reason", text.isEmpty() ? "NO_TEXT" : null);
  }
}
