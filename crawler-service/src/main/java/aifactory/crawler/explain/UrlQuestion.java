package aifactory.crawler.explain;

import aifactory.contract.url.WebUrl;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/// What a text means as a URL.
final class UrlQuestion implements Question {
  @Override
  public String name() {
    return "url";
  }

  @Override
  public String usage() {
    return "{\"input\",\"base\"?} -> {\"href\"} or {\"error\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    String input = Asked.text(asked, "input");
    Optional<String> base = Asked.optional(asked, "base");
    Optional<WebUrl> url;
    if (base.isPresent()) {
      WebUrl page =
          WebUrl.parse(base.get())
              .orElseThrow(() -> new IllegalArgumentException("the base is no URL"));
      url = page.resolve(input);
    } else {
      url = WebUrl.parse(input);
    }
    return url.map(found -> JsonNodeFactory.instance.objectNode().put("href", found.href()))
        .orElseThrow(() -> new IllegalArgumentException("not a URL"));
  }
}
