package aifactory.launcher.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Whether a part works. Asked again and again while it starts, from one thread per part.
@FunctionalInterface
public interface ReadyCheck {
  /// True when the part works; false or an exception when it does not yet.
  boolean passes() throws Exception;

  /// Passes when a GET answers 200.
  static ReadyCheck httpOk(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(3)).GET().build();
    return () -> {
      try (HttpClient http =
          HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      }
    };
  }

  /// Whether something on loopback accepts connections at a port.
  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
