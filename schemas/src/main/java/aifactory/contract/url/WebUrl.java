package aifactory.contract.url;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A URL of any scheme, parsed and serialised by the WHATWG URL Standard.
///
/// `HTTP://EXAMPLE.com:80/a/../b?q#f` → `http://example.com/b?q#f`
///
/// @param scheme lower case, without the colon
/// @param host serialised: a domain in ASCII, `127.0.0.1`, `[::1]`; empty for `file:///`; null when
///   the URL has none
/// @param port -1 for the scheme's own
/// @param path percent-encoded; starts with `/` unless it is opaque or empty
/// @param opaquePath whether the path is one opaque string (`mailto:a@b`)
/// @param query without the question mark
/// @param fragment without the hash
public record WebUrl(
    String scheme,
    String username,
    String password,
    @Nullable String host,
    int port,
    String path,
    boolean opaquePath,
    @Nullable String query,
    @Nullable String fragment) {

  private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp", "file");

  /// The URL that the text means by itself; empty when it means none.
  public static Optional<WebUrl> parse(String input) {
    return UrlParser.parse(input, null);
  }

  /// The URL that the text means on a page with this URL; empty when it means none.
  public Optional<WebUrl> resolve(String input) {
    return UrlParser.parse(input, this);
  }

  /// Whether the scheme is one of those with an authority and slashes both ways.
  public boolean isSpecial() {
    return isSpecial(scheme);
  }

  static boolean isSpecial(String scheme) {
    return SPECIAL.contains(scheme);
  }

  /// Port that needs not be written; -1 when the scheme has none.
  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  /// The URL as text.
  public String href() {
    StringBuilder text = new StringBuilder(scheme).append(':');
    if (host != null) {
      text.append("//");
      if (!username.isEmpty() || !password.isEmpty()) {
        text.append(username);
        if (!password.isEmpty()) {
          text.append(':').append(password);
        }
        text.append('@');
      }
      text.append(host);
      if (port >= 0) {
        text.append(':').append(port);
      }
    } else if (!opaquePath && path.startsWith("//")) {
      text.append("/."); // else the path would read as an authority
    }
    text.append(path);
    if (query != null) {
      text.append('?').append(query);
    }
    if (fragment != null) {
      text.append('#').append(fragment);
    }
    return text.toString();
  }
}
