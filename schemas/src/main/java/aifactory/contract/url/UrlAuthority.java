package aifactory.contract.url;

import java.util.Optional;

/// What stands between `//` and the path: credentials, host, port.
///
/// @param port -1 for the scheme's own
record UrlAuthority(String username, String password, String host, int port) {
  private static final int PORTS = 1 << 16;
  private static final int NOT_A_PORT = -2;

  /// The authority, or empty when it is none.
  static Optional<UrlAuthority> parse(String text, String scheme) {
    int at = text.lastIndexOf('@');
    String hostAndPort = text.substring(at + 1);
    if (at >= 0 && hostAndPort.isEmpty()) {
      return Optional.empty();
    }
    String credentials = at < 0 ? "" : text.substring(0, at);
    int colon = credentials.indexOf(':');
    String username =
        PercentEncoding.USERINFO.encode(colon < 0 ? credentials : credentials.substring(0, colon));
    String password =
        colon < 0 ? "" : PercentEncoding.USERINFO.encode(credentials.substring(colon + 1));
    return named(username, password, hostAndPort, scheme);
  }

  private static Optional<UrlAuthority> named(
      String username, String password, String hostAndPort, String scheme) {
    int colon = portColon(hostAndPort);
    String name = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    boolean special = WebUrl.isSpecial(scheme);
    if (name.isEmpty()) {
      return colon < 0 && !special
          ? Optional.of(new UrlAuthority(username, password, "", -1))
          : Optional.empty();
    }
    int port = colon < 0 ? -1 : port(hostAndPort.substring(colon + 1), scheme);
    return port == NOT_A_PORT
        ? Optional.empty()
        : UrlHost.parse(name, special)
            .map(host -> new UrlAuthority(username, password, host, port));
  }

  /// The first colon outside brackets.
  private static int portColon(String text) {
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inside = c == '[' || inside && c != ']';
      if (c == ':' && !inside) {
        return i;
      }
    }
    return -1;
  }

  private static int port(String digits, String scheme) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return NOT_A_PORT;
      }
      number = Math.min(number * 10 + (c - '0'), PORTS);
    }
    if (number >= PORTS) {
      return NOT_A_PORT;
    }
    return digits.isEmpty() || number == WebUrl.defaultPort(scheme) ? -1 : number;
  }
}
