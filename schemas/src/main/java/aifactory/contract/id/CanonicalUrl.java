package aifactory.contract.id;

import aifactory.contract.url.WebUrl;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A URL in the one spelling by which documents are identified: what the WHATWG URL Standard makes
/// of it, then without fragment, credentials, tracking parameters, session ids and an empty query.
/// Idempotent.
///
/// `HTTP://Example.org:80/a/../b?utm_source=x#top` → `http://example.org/b`
///
/// @param text the URL
/// @param scheme `http` or `https`
/// @param host in ASCII; IPv6 in brackets
/// @param port -1 for the scheme's own
public record CanonicalUrl(String text, String scheme, String host, int port) {

  /// The canonical form of an absolute http(s) URL, or empty when it is not one.
  public static Optional<CanonicalUrl> parse(String url) {
    return WebUrl.parse(url).flatMap(CanonicalUrl::of);
  }

  /// Resolves a link found on this page; empty when it does not lead to an http(s) URL.
  public Optional<CanonicalUrl> resolve(String link) {
    return WebUrl.parse(text).flatMap(page -> page.resolve(link)).flatMap(CanonicalUrl::of);
  }

  /// The canonical form of a parsed URL; empty when it is not http(s).
  public static Optional<CanonicalUrl> of(WebUrl url) {
    String host = url.host();
    boolean web = url.scheme().equals("http") || url.scheme().equals("https");
    if (!web || host == null || host.isEmpty()) {
      return Optional.empty();
    }
    String text =
        url.scheme()
            + "://"
            + host
            + (url.port() < 0 ? "" : ":" + url.port())
            + VisitorMarks.withoutSession(url.path())
            + query(url);
    return Optional.of(new CanonicalUrl(text, url.scheme(), host, url.port()));
  }

  private static String query(WebUrl url) {
    String query = url.query();
    if (query == null || query.isEmpty()) {
      return "";
    }
    String kept =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> !VisitorMarks.isOne(parameter))
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : "?" + kept;
  }

  /// `http://host:port`: where robots.txt is asked for.
  public String origin() {
    return scheme + "://" + hostAndPort();
  }

  /// Host with its port where that is not the scheme's default: the unit of politeness.
  public String hostAndPort() {
    return port < 0 ? host : host + ":" + port;
  }
}
