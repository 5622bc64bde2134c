package aifactory.crawler.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// The guard refuses an address. An [UnknownHostException], because that is what resolvers and
/// sockets may throw.
final class AddressForbiddenException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  AddressForbiddenException(String host, InetAddress address, String why) {
    super("%s is at %s: %s".formatted(host, address.getHostAddress(), why));
  }
}
