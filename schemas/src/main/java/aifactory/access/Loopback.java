package aifactory.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/// What only this machine reaches, and by which names. A door on loopback that is asked by another
/// name is asked by the page of a foreign host whose name was made to lead here.
public final class Loopback {
  private Loopback() {}

  /// Whether who listens there is heard on this machine only.
  public static boolean isAddress(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// Whether a host's name, without its port, means this machine wherever it is said.
  public static boolean isName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || name.equals("::1")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}
