package aifactory.crawler.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Dns;

/// Resolves names, and refuses those with a forbidden address. Names under `.localhost` are
/// loopback without asking anybody (RFC 6761).
public final class GuardedNames implements Dns {
  private static final String LOCALHOST = "localhost";
  private static final Set<String> ALIASES =
      Set.of(
          LOCALHOST,
          "localhost.localdomain",
          "localhost4",
          "localhost6",
          "localhost6.localdomain6",
          "ip6-localhost",
          "ip6-loopback",
          "broadcasthost");
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Dns resolver;
  private final boolean localAllowed;

  GuardedNames(Dns resolver, boolean localAllowed) {
    this.resolver = resolver;
    this.localAllowed = localAllowed;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = resolve(host);
    for (InetAddress address : addresses) {
      AddressGuard.check(host, address, localAllowed); // one forbidden answer is an attempt
    }
    return addresses;
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    return isLoopback(host)
        ? List.of(InetAddress.getByAddress(host, LOOPBACK))
        : resolver.lookup(host);
  }

  /// Names that mean this machine wherever they are asked for.
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return ALIASES.contains(name) || name.endsWith("." + LOCALHOST);
  }
}
