package aifactory.crawler.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/// Resolves names to permitted addresses only. Names under `.localhost` are loopback without asking
/// anybody (RFC 6761).
final class GuardedNames implements Dns {
  private static final String LOCALHOST = "localhost";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Dns resolver;
  private final boolean localAllowed;

  GuardedNames(Dns resolver, boolean localAllowed) {
    this.resolver = resolver;
    this.localAllowed = localAllowed;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> permitted = new ArrayList<>();
    @Nullable AddressForbiddenException refusal = null;
    for (InetAddress address : resolve(host)) {
      try {
        AddressGuard.check(host, address, localAllowed);
        permitted.add(address);
      } catch (AddressForbiddenException e) {
        refusal = e;
      }
    }
    if (permitted.isEmpty() && refusal != null) {
      throw refusal;
    }
    return permitted;
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    String name = host.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)) {
      return List.of(InetAddress.getByAddress(host, LOOPBACK));
    }
    return resolver.lookup(host);
  }
}
