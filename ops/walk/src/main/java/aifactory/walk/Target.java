package aifactory.walk;

import aifactory.event.DocumentAccepted;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.function.BiPredicate;

/// What an order names, recognised alike in search hits, in pieces of batches and on the topic.
///
/// @param query finds it in `/v1/search`
/// @param covers whether a URL and a version are meant
record Target(String name, String query, BiPredicate<String, String> covers) {
  static Target domain(String domain, String query) {
    return new Target(domain, query, (url, version) -> domain.equals(URI.create(url).getHost()));
  }

  static Target url(String url, String query) {
    return new Target(url, query, (found, version) -> url.equals(found));
  }

  /// One version of a page, the others left alone.
  static Target version(String version, String query) {
    return new Target(version, query, (url, found) -> version.equals(found));
  }

  boolean isIn(JsonNode found) {
    return covers.test(found.path("url").asText(), found.path("version").asText());
  }

  boolean isIn(DocumentAccepted document) {
    return covers.test(document.getUrl(), document.getVersion());
  }
}
