package aifactory.crawler.fetch;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/// Learns which address a call is connected to, and tells when its request goes out.
final class Visit extends EventListener {
  private final AtomicReference<@Nullable String> address = new AtomicReference<>();
  private final Runnable sent;

  /// @param sent runs when the request goes out
  Visit(Runnable sent) {
    this.sent = sent;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    var connected = connection.socket().getInetAddress();
    address.set(connected == null ? null : connected.getHostAddress());
  }

  @Override
  public void requestHeadersStart(Call call) {
    sent.run();
  }

  @Nullable String address() {
    return address.get();
  }
}
