package aifactory.crawler.feed;

import aifactory.contract.content.CharsetDecision;
import aifactory.contract.url.WebUrl;
import aifactory.crawler.markup.XmlTree;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// JSON Feed 1 and 1.1.
final class JsonFeedReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFeedReader() {}

  static Optional<Feed> read(byte[] body, Optional<WebUrl> place) {
    JsonNode root;
    try {
      root = JSON.readTree(CharsetDecision.decoded(body, "application/json"));
    } catch (JacksonException e) {
      return Optional.empty();
    }
    if (!root.path("items").isArray()) {
      return Optional.empty();
    }
    Optional<String> home = text(root, "home_page_url");
    Optional<WebUrl> base = place.isPresent() ? place : home.flatMap(WebUrl::parse);
    List<Feed.Entry> entries = new ArrayList<>();
    root.path("items").forEach(item -> entries.add(entry(item, base)));
    return Optional.of(new Feed(text(root, "title"), home, entries));
  }

  private static Feed.Entry entry(JsonNode item, Optional<WebUrl> base) {
    Optional<String> link =
        text(item, "url")
            .or(() -> text(item, "external_url"))
            .map(url -> XmlTree.resolved(url, base).map(WebUrl::href).orElse(url));
    Optional<String> summary = text(item, "summary");
    return new Feed.Entry(
        text(item, "id").or(() -> link),
        text(item, "title"),
        link,
        text(item, "date_published").flatMap(FeedDate::parse),
        text(item, "date_modified").flatMap(FeedDate::parse),
        summary,
        text(item, "content_html")
            .map(html -> FeedText.clean(html, base, false))
            .or(() -> text(item, "content_text"))
            .or(() -> summary));
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field).asText("").strip()).filter(text -> !text.isEmpty());
  }
}
