package aifactory.contract.id;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// A URL in the one spelling by which documents are identified: lower-case scheme and host, no
/// default port, no fragment, no dot segments, `/` for an empty path. Idempotent.
///
/// `HTTP://Example.org:80/a/../b#top` → `http://example.org/b`
public record CanonicalUrl(String text, String scheme, String host, int port) {

  /// The canonical form of an absolute http(s) URL, or empty when it is not one.
  public static Optional<CanonicalUrl> parse(String url) {
    try {
      URI uri = new URI(url.strip().replace(" ", "%20"));
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (scheme == null || host == null || host.isEmpty()) {
        return Optional.empty();
      }
      scheme = scheme.toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        return Optional.empty();
      }
      host = host.toLowerCase(Locale.ROOT);
      int port = uri.getPort() == defaultPort(scheme) ? -1 : uri.getPort();
      URI normal = uri.normalize();
      String path = normal.getRawPath();
      path = path == null || path.isEmpty() ? "/" : path;
      while (path.startsWith("/../")) {
        path = path.substring(3);
      }
      String query = normal.getRawQuery() == null ? "" : "?" + normal.getRawQuery();
      String text =
          new URI(scheme + "://" + host + (port < 0 ? "" : ":" + port) + path + query)
              .toASCIIString(); // letters beyond ASCII percent-encoded as UTF-8
      return Optional.of(new CanonicalUrl(text, scheme, host, port));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// Resolves a link found on this page; empty when it does not lead to an http(s) URL.
  public Optional<CanonicalUrl> resolve(String link) {
    try {
      return parse(new URI(text).resolve(new URI(link.strip().replace(" ", "%20"))).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Host with its port where that is not the scheme's default: the unit of politeness.
  public String hostAndPort() {
    return port < 0 ? host : host + ":" + port;
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
