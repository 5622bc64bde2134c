package aifactory.crawler.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/// Sockets that refuse to connect to a forbidden address. The last gate: literal addresses never
/// pass a resolver.
final class GuardedSockets extends SocketFactory {
  private final boolean localAllowed;

  GuardedSockets(boolean localAllowed) {
    this.localAllowed = localAllowed;
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        InetAddress address = ((InetSocketAddress) endpoint).getAddress();
        AddressGuard.check(((InetSocketAddress) endpoint).getHostString(), address, localAllowed);
        super.connect(endpoint, timeoutMillis);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectLater();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw connectLater();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectLater();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw connectLater();
  }

  private static UnsupportedOperationException connectLater() {
    return new UnsupportedOperationException("the HTTP client makes a socket, then connects it");
  }
}
