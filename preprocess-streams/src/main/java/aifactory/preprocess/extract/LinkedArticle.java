package aifactory.preprocess.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// The article that a page describes in JSON-LD (schema.org); null where it says nothing.
///
/// @param author names, joined by commas
record LinkedArticle(
    @Nullable String headline,
    @Nullable String author,
    @Nullable String published,
    @Nullable String language,
    @Nullable String licence) {
  private static final LinkedArticle NONE = new LinkedArticle(null, null, null, null, null);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ARTICLE =
      Pattern.compile(
          ".*(?:Article|BlogPosting|NewsArticle|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|QAPage|Recipe|HowTo|Review)$");
  private static final int MAX_NODES = 500;
  private static final int MAX_BYTES = 1_000_000;

  static LinkedArticle of(Document page) {
    for (Element script : page.select("script[type=application/ld+json]")) {
      String written =
          script.data().strip().replaceFirst("^<!\\[CDATA\\[", "").replaceFirst("]]>$", "");
      LinkedArticle found = written.length() > MAX_BYTES ? NONE : read(written);
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  private static LinkedArticle read(String written) {
    try {
      JsonNode root = JSON.readTree(written);
      JsonNode article = root == null ? null : article(root);
      return article == null
          ? NONE
          : new LinkedArticle(
              text(article, "headline", "name"),
              names(article.path("author")),
              text(article, "datePublished", "dateCreated"),
              text(article, "inLanguage"),
              text(article, "license"));
    } catch (JsonProcessingException e) {
      return NONE; // pages write much that is no JSON
    }
  }

  /// The first article in the graph, breadth first.
  private static @Nullable JsonNode article(JsonNode root) {
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(root);
    for (int seen = 0; !open.isEmpty() && seen < MAX_NODES; seen++) {
      JsonNode node = open.poll();
      if (isArticle(node.path("@type"))) {
        return node;
      }
      if (node.isArray()) {
        node.forEach(open::add);
      } else if (node.isObject()) {
        open.add(node.path("@graph"));
        open.add(node.path("mainEntity"));
      }
    }
    return null;
  }

  private static boolean isArticle(JsonNode type) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isArticle(one)) {
          return true;
        }
      }
      return false;
    }
    return type.isTextual() && ARTICLE.matcher(type.textValue()).matches();
  }

  private static @Nullable String text(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      JsonNode first = value.isArray() && !value.isEmpty() ? value.get(0) : value;
      String said =
          first.isObject()
              ? first.path("name").asText("")
              : first.isTextual() ? first.textValue() : "";
      if (!said.isBlank()) {
        return Parser.unescapeEntities(said, false).strip();
      }
    }
    return null;
  }

  private static @Nullable String names(JsonNode author) {
    Set<String> names = new LinkedHashSet<>();
    Iterable<JsonNode> each = author.isArray() ? author : Set.of(author);
    for (JsonNode one : each) {
      String name = one.isTextual() ? one.textValue() : one.path("name").asText("");
      if (!name.isBlank() && !name.startsWith("http")) {
        names.add(Parser.unescapeEntities(name, false).strip());
      }
    }
    return names.isEmpty() ? null : String.join(", ", names);
  }
}
