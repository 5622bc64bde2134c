package aifactory.contract.url;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The basic URL parser of the WHATWG URL Standard, without its state overrides. One use each. Its
/// states are methods here; a method returns false for "failure".
final class UrlParser {
  private final String input;
  private final @Nullable WebUrl base;
  private int at;

  private String scheme = "";
  private String username = "";
  private String password = "";
  private @Nullable String host;
  private int port = -1;
  private UrlPath path = UrlPath.empty("");
  private @Nullable String opaquePath;
  private @Nullable String query;
  private @Nullable String fragment;

  private UrlParser(String input, @Nullable WebUrl base) {
    this.input = input;
    this.base = base;
  }

  static Optional<WebUrl> parse(String input, @Nullable WebUrl base) {
    UrlParser parser = new UrlParser(cleaned(input), base);
    return parser.read() ? Optional.of(parser.result()) : Optional.empty();
  }

  /// Without control characters and spaces around, without tabs and line ends inside.
  private static String cleaned(String input) {
    int from = 0;
    int to = input.length();
    while (from < to && input.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && input.charAt(to - 1) <= ' ') {
      to--;
    }
    String trimmed = input.substring(from, to);
    return trimmed.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r')
        ? trimmed
        : trimmed.replaceAll("[\t\n\r]", "");
  }

  private WebUrl result() {
    String text = opaquePath != null ? opaquePath : path.text();
    return new WebUrl(
        scheme, username, password, host, port, text, opaquePath != null, query, fragment);
  }

  private int c() {
    return at < input.length() ? input.charAt(at) : -1;
  }

  private boolean special() {
    return WebUrl.isSpecial(scheme);
  }

  /// A slash, or for special schemes a backslash.
  private boolean isSlash(int c) {
    return c == '/' || c == '\\' && special();
  }

  private void begin(String named) {
    scheme = named;
    path = UrlPath.empty(named);
  }

  private boolean read() {
    int colon = schemeEnd();
    if (colon < 0) {
      return withoutScheme();
    }
    begin(input.substring(0, colon).toLowerCase(Locale.ROOT));
    at = colon + 1;
    if (scheme.equals("file")) {
      return file();
    }
    if (special()) {
      if (base != null && base.scheme().equals(scheme) && !input.startsWith("//", at)) {
        return relative(base);
      }
      return authorityAfterSlashes();
    }
    if (c() == '/') {
      at++;
      return pathOrAuthority();
    }
    return opaque();
  }

  private int schemeEnd() {
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean inside = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (c == ':' && i > 0) {
        return i;
      }
      if (!letter && !(inside && i > 0)) {
        return -1;
      }
    }
    return -1;
  }

  private boolean withoutScheme() {
    if (base == null || base.opaquePath() && c() != '#') {
      return false;
    }
    begin(base.scheme());
    if (base.opaquePath()) {
      opaquePath = base.path();
      query = base.query();
      return tail();
    }
    return scheme.equals("file") ? file() : relative(base);
  }

  private boolean pathOrAuthority() {
    if (c() == '/') {
      at++;
      return authority();
    }
    return segments();
  }

  private boolean relative(WebUrl from) {
    if (isSlash(c())) {
      at++;
      if (isSlash(c())) {
        at++;
        return special() ? authorityAfterSlashes() : authority();
      }
      takeAuthority(from);
      return segments();
    }
    takeAuthority(from);
    return behind(from, true);
  }

  private void takeAuthority(WebUrl from) {
    username = from.username();
    password = from.password();
    host = from.host();
    port = from.port();
  }

  /// A path relative to the base's, or only another query or fragment.
  ///
  /// @param shortens false = the base's path is not gone on with
  private boolean behind(WebUrl from, boolean shortens) {
    path = UrlPath.of(from);
    query = from.query();
    if (c() == '?' || c() == '#' || c() < 0) {
      return tail();
    }
    query = null;
    if (shortens) {
      path.shorten();
    } else {
      path.clear();
    }
    return segments();
  }

  /// Special schemes: however many slashes, what follows is the authority.
  private boolean authorityAfterSlashes() {
    while (c() == '/' || c() == '\\') {
      at++;
    }
    return authority();
  }

  private boolean authority() {
    int end = segmentEnd();
    Optional<UrlAuthority> read = UrlAuthority.parse(input.substring(at, end), scheme);
    if (read.isEmpty()) {
      return false;
    }
    username = read.get().username();
    password = read.get().password();
    host = read.get().host();
    port = read.get().port();
    at = end;
    return pathStart();
  }

  private int segmentEnd() {
    int end = at;
    while (end < input.length() && !endsSegment(input.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean endsSegment(char c) {
    return c == '?' || c == '#' || isSlash(c);
  }

  private boolean file() {
    host = "";
    @Nullable WebUrl from = base != null && base.scheme().equals("file") ? base : null;
    if (isSlash(c())) {
      at++;
      if (isSlash(c())) {
        at++;
        return fileHost();
      }
      if (from != null) {
        host = from.host();
        if (!UrlPath.drivesAt(input, at)) {
          path = UrlPath.of(from);
          path.keepDrive();
        }
      }
      return segments();
    }
    if (from != null) {
      host = from.host();
      return behind(from, !UrlPath.drivesAt(input, at));
    }
    return segments();
  }

  private boolean fileHost() {
    int end = segmentEnd();
    String name = input.substring(at, end);
    if (UrlPath.isDrive(name)) {
      return segments();
    }
    at = end;
    if (!name.isEmpty()) {
      Optional<String> parsed = UrlHost.parse(name, true);
      if (parsed.isEmpty()) {
        return false;
      }
      host = parsed.get().equals("localhost") ? "" : parsed.get();
    }
    return pathStart();
  }

  private boolean pathStart() {
    if (isSlash(c())) {
      at++;
      return segments();
    }
    return special() ? segments() : tail();
  }

  /// The path from here, one segment after the other.
  private boolean segments() {
    boolean more = true;
    while (more) {
      int end = segmentEnd();
      StringBuilder segment = new StringBuilder(end - at + 8);
      PercentEncoding.PATH.append(segment, input, at, end);
      at = end;
      more = isSlash(c());
      path.add(segment.toString(), !more);
      at += more ? 1 : 0;
    }
    return tail();
  }

  private boolean opaque() {
    int end = at;
    while (end < input.length() && input.charAt(end) != '?' && input.charAt(end) != '#') {
      end++;
    }
    StringBuilder text = new StringBuilder();
    PercentEncoding.C0_CONTROL.append(text, input, at, end);
    if (end < input.length() && text.toString().endsWith(" ")) {
      text.setLength(text.length() - 1);
      text.append("%20"); // else the URL would end in a space once its query is taken away
    }
    opaquePath = text.toString();
    at = end;
    return tail();
  }

  /// Query and fragment, or the end.
  private boolean tail() {
    int hash = input.indexOf('#', at);
    int end = hash < 0 ? input.length() : hash;
    if (c() == '?') {
      PercentEncoding set = special() ? PercentEncoding.SPECIAL_QUERY : PercentEncoding.QUERY;
      query = set.encode(input.substring(at + 1, end));
    }
    if (hash >= 0) {
      fragment = PercentEncoding.FRAGMENT.encode(input.substring(hash + 1));
    }
    return true;
  }
}
