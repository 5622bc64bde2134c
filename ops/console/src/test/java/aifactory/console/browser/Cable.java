package aifactory.console.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A cable between the browser and a port of this machine, which can be cut and mended.
public final class Cable implements AutoCloseable {
  private final int to;
  private final ServerSocket plug;
  private final List<Socket> wires = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  /// Lays a cable to a port.
  public Cable(int to) {
    this.to = to;
    try {
      this.plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Where the browser connects.
  public int port() {
    return plug.getLocalPort();
  }

  /// Ends every connection and refuses new ones.
  public void cut() {
    cut = true;
    wires.forEach(Cable::end);
  }

  /// Lets new connections through.
  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!plug.isClosed()) {
      try {
        Socket near = plug.accept();
        wires.add(near);
        if (cut) {
          end(near);
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        wires.add(far);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException e) {
        // the plug was pulled, or one connection failed: the next may not
      }
    }
  }

  private static void carry(Socket from, Socket into) {
    try {
      from.getInputStream().transferTo(into.getOutputStream());
    } catch (IOException e) {
      // an end of the connection went away
    } finally {
      end(from);
      end(into);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public void close() {
    try {
      plug.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
