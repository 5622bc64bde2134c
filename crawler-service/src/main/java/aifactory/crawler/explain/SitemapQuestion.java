package aifactory.crawler.explain;

import aifactory.crawler.sitemap.Sitemap;
import aifactory.crawler.sitemap.SitemapReader;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// What a sitemap lists.
final class SitemapQuestion implements Question {
  @Override
  public String name() {
    return "sitemap";
  }

  @Override
  public String usage() {
    return "{\"content_base64\",\"content_type\"?,\"url\"?}"
        + " -> {\"kind\",\"urls\":[{\"loc\",\"lastmod\"}],\"sitemaps\":[{\"loc\",\"lastmod\"}],\"skipped\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    Sitemap sitemap =
        SitemapReader.read(
                Asked.bytes(asked, "content_base64"),
                Asked.optional(asked, "content_type").orElse(""),
                Asked.optional(asked, "url").orElse(""))
            .orElseThrow(() -> new IllegalArgumentException("not a sitemap"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("kind", sitemap.kind().name().toLowerCase(Locale.ROOT));
    write(sitemap.urls(), answer.putArray("urls"));
    write(sitemap.sitemaps(), answer.putArray("sitemaps"));
    return answer.put("skipped", sitemap.skipped());
  }

  private static void write(List<Sitemap.Listed> listed, ArrayNode into) {
    for (Sitemap.Listed entry : listed) {
      into.addObject()
          .put("loc", entry.url().href())
          .put("lastmod", entry.modified().map(Object::toString).orElse(null));
    }
  }
}
