package aifactory.crawler.explain;

import aifactory.crawler.feed.Feed;
import aifactory.crawler.feed.FeedReader;
import aifactory.explain.Question;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a feed says.
final class FeedQuestion implements Question {
  @Override
  public String name() {
    return "feed";
  }

  @Override
  public String usage() {
    return "{\"content_base64\",\"content_type\"?,\"url\"?}"
        + " -> {\"title\",\"entries\":[{\"id\",\"title\",\"link\",\"published\",\"updated\",\"content\"}]}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    Feed feed =
        FeedReader.read(
                Asked.bytes(asked, "content_base64"),
                Asked.optional(asked, "content_type").orElse(""),
                Asked.optional(asked, "url").orElse(""))
            .orElseThrow(() -> new IllegalArgumentException("not a feed"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("title", feed.title().orElse(null));
    ArrayNode entries = answer.putArray("entries");
    feed.entries().forEach(entry -> write(entry, entries.addObject()));
    return answer;
  }

  private static void write(Feed.Entry entry, ObjectNode into) {
    into.put("id", entry.id().orElse(null))
        .put("title", entry.title().orElse(null))
        .put("link", entry.link().orElse(null))
        .put("published", entry.published().map(Object::toString).orElse(null))
        .put("updated", entry.updated().map(Object::toString).orElse(null))
        .put("content", entry.content().orElse(null));
  }
}
